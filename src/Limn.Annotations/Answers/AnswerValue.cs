using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>What a classification was answered with: a text, a list of texts, or true or false. Immutable.</summary>
[JsonConverter(typeof(AnswerValueConverter))]
public sealed class AnswerValue : IEquatable<AnswerValue>
{
    private AnswerValue(IReadOnlyList<string> texts, bool isList, bool? boolean)
    {
        Texts = texts;
        IsList = isList;
        Boolean = boolean;
    }

    /// <summary>The text, if the answer is a single one.</summary>
    public string? Text => IsList || Boolean is not null ? null : Texts[0];

    /// <summary>All texts; a single one as a list of one, none for true and false.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Whether the answer is a list, even of one text.</summary>
    public bool IsList { get; }

    /// <summary>The answer of a boolean class; null for others.</summary>
    public bool? Boolean { get; }

    /// <summary>A single text.</summary>
    public static AnswerValue FromText(string text) => new([text], isList: false, null);

    /// <summary>A list of texts.</summary>
    public static AnswerValue FromTexts(IEnumerable<string> texts) => new([.. texts], isList: true, null);

    /// <summary>True or false.</summary>
    public static AnswerValue FromBoolean(bool value) => new([], isList: false, value);

    /// <inheritdoc/>
    public bool Equals(AnswerValue? other) =>
        other is not null && IsList == other.IsList && Boolean == other.Boolean && Texts.SequenceEqual(other.Texts, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AnswerValue);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsList, Boolean, Texts.Count, Texts.Count > 0 ? Texts[0] : null);

    /// <summary>The texts joined with <c> | </c>; <c>true</c> or <c>false</c>.</summary>
    public override string ToString() => Boolean is { } value ? value ? "true" : "false" : string.Join(" | ", Texts);
}
