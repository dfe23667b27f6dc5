using Limn.Annotations.Json;

namespace Limn.Annotations.Operations;

/// <summary>Compares members field by field.</summary>
internal static class MemberFields
{
    /// <summary>The fields whose values differ, with the value in <paramref name="after"/>; empty where it has none.</summary>
    public static List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> Difference(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var (old, present) = (JsonSlices.Properties(before), JsonSlices.Properties(after));
        var changes = present.FindAll(field => !IsSame(field.Value, old.Find(last => last.Name.Equals(field.Name)).Value));
        changes.AddRange(old.Where(field => !present.Exists(other => other.Name.Equals(field.Name)))
            .Select(field => (field.Name, ReadOnlyMemory<byte>.Empty)));
        return changes;
    }

    /// <summary>Whether two values are the same by their canonical bytes; empty is no value.</summary>
    public static bool IsSame(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte> other) =>
        value.Span.SequenceEqual(other.Span)
        || !value.IsEmpty && !other.IsEmpty
        && CanonicalJson.CanonicalizeDoubles(value.Span).AsSpan().SequenceEqual(CanonicalJson.CanonicalizeDoubles(other.Span));

    /// <summary>Who and when; it follows from the other fields.</summary>
    public static bool IsMetadata(Utf8Key name) => name.Utf8.Span.SequenceEqual("metadata"u8);
}
