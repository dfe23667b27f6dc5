using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>
/// An answer as objects, for reading and making one in code. Servers store and copy answers as bytes and do not need it. Immutable.
/// </summary>
[JsonConverter(typeof(AnswerConverter))]
public sealed record Answer
{
    /// <summary>The annotation objects. Read from <c>tools</c> and <c>objects</c>, written as <c>tools</c>.</summary>
    public IReadOnlyList<AnnotationObject> Tools { get; init; } = [];

    /// <summary>The classifications of the asset.</summary>
    public IReadOnlyList<Classification> Classifications { get; init; } = [];

    /// <summary>The relations.</summary>
    public IReadOnlyList<Relation> Relations { get; init; } = [];

    /// <summary>Reads an answer in any of its forms; missing lists are empty.</summary>
    /// <exception cref="JsonException">The bytes are not JSON, or a member has another type than the format's.</exception>
    public static Answer Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, AnnotationJson.Default.Answer) ?? throw new JsonException("An answer is an object.");

    /// <summary>The answer as UTF-8 JSON.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, AnnotationJson.Default.Answer);
}
