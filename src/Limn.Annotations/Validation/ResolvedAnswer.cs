using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>One text of an answer; for a choice the option it means.</summary>
/// <param name="Text">As it will be written.</param>
/// <param name="Option">The option, if the class has options and knows this one.</param>
/// <param name="IsId">The option is written by its id.</param>
internal readonly record struct AnswerItem(Utf8Key Text, SchemaOption? Option, bool IsId)
{
    public AnswerItem(SchemaOption option, bool isId) : this(default, option, isId && option.SchemaId != option.Text) { }

    /// <summary>Whether both mean the same answer, however they are written.</summary>
    public bool Means(AnswerItem other) =>
        Option is null || other.Option is null ? Text.Equals(other.Text) : Option.SchemaId == other.Option.SchemaId;
}

/// <summary>An answer in its right shape.</summary>
/// <param name="Items">The texts; null if the answer is a boolean or absent.</param>
/// <param name="IsList">The texts are written as a list.</param>
/// <param name="Boolean">The boolean, if it is one.</param>
internal readonly record struct ResolvedAnswer(IReadOnlyList<AnswerItem>? Items, bool IsList, bool? Boolean)
{
    public bool IsEmpty => Boolean is null && (Items is null || Items.Count == 0);

    public bool Means(ResolvedAnswer other)
    {
        if (Boolean != other.Boolean || IsEmpty != other.IsEmpty)
            return false;
        return IsEmpty || Boolean is not null
            || Items!.Count == other.Items!.Count && Items.Zip(other.Items).All(pair => pair.First.Means(pair.Second));
    }
}
