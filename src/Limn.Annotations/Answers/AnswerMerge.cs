using System.Text.Json;

namespace Limn.Annotations.Answers;

/// <summary>Merging of a new answer into the one that exists, as clients do it when they do not overwrite.</summary>
public static class AnswerMerge
{
    /// <summary>
    /// The new objects and relations, followed by all existing ones; the new classifications, followed by the existing ones whose class
    /// the new answer does not answer. Nothing is compared: an object that both hold appears twice. Thread safe.
    /// </summary>
    /// <param name="answer">The new answer as UTF-8 JSON, objects under <c>objects</c>, <c>tools</c> or both.</param>
    /// <param name="existing">The stored answer.</param>
    /// <returns>UTF-8 JSON for <see cref="Validation.AnswerNormalizer.Annotate"/>.</returns>
    /// <exception cref="JsonException">One of the two is not JSON.</exception>
    public static byte[] Merge(ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> existing)
    {
        var added = StoredAnswer.Read(answer);
        var kept = StoredAnswer.Read(existing);
        var answered = added.Classifications.Select(member => member.SchemaId).ToHashSet();
        return StoredAnswer.Write(
            added.Tools.Concat(kept.Tools),
            added.Classifications.Concat(kept.Classifications.Where(member => !answered.Contains(member.SchemaId))),
            added.Relations.Concat(kept.Relations));
    }
}
