using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;

namespace Limn.Annotations.Changes;

/// <summary>
/// The difference of two stored answers, small enough to log and complete enough to replay: applying it to the old bytes gives the new
/// bytes exactly. Members are known by object id and page. Thread safe.
/// </summary>
public static class AnswerChanges
{
    /// <summary>The changes that lead from one canonical answer to another.</summary>
    /// <param name="previous">The old answer; empty bytes stand for an answer without members.</param>
    /// <param name="current">The new answer.</param>
    public static AnswerChangeSet Between(ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> current)
    {
        if (previous.Span.SequenceEqual(current.Span))
            return new AnswerChangeSet("{}"u8.ToArray(), 0, 0, 0);
        var (before, after) = (StoredAnswer.Read(previous), StoredAnswer.Read(current));
        ListChanges[] lists =
        [
            ListChanges.Between("objects", before.Tools, after.Tools),
            ListChanges.Between("classifications", before.Classifications, after.Classifications),
            ListChanges.Between("relations", before.Relations, after.Relations),
        ];
        return new AnswerChangeSet(
            Write(lists),
            lists.Sum(list => list.Added.Count),
            lists.Sum(list => list.Changed.Count),
            lists.Sum(list => list.Removed.Count));
    }

    /// <summary>Replays changes.</summary>
    /// <param name="previous">The answer that they were made from; empty bytes stand for an answer without members.</param>
    /// <param name="changes">The bytes of an <see cref="AnswerChangeSet"/>.</param>
    /// <returns>The new answer.</returns>
    /// <exception cref="InvalidDataException">The changes do not belong to this answer.</exception>
    /// <exception cref="JsonException">One of the two is not JSON.</exception>
    public static byte[] Apply(ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> changes)
    {
        var answer = StoredAnswer.Read(previous);
        var lists = JsonSlices.Properties(changes).ToDictionary(property => property.Name.ToString(), property => property.Value);
        return StoredAnswer.Write(
            ListChanges.Apply(answer.Tools, lists.GetValueOrDefault("objects")),
            ListChanges.Apply(answer.Classifications, lists.GetValueOrDefault("classifications")),
            ListChanges.Apply(answer.Relations, lists.GetValueOrDefault("relations")));
    }

    private static byte[] Write(ListChanges[] lists)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        writer.WriteStartObject();
        foreach (var list in lists)
            list.Write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
