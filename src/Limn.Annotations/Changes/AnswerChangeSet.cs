namespace Limn.Annotations.Changes;

/// <summary>What one save changed.</summary>
/// <param name="Utf8">
/// Canonical JSON that <see cref="AnswerChanges.Apply"/> replays:
/// <c>{"objects":{"added":[],"changed":[],"removed":[{"objectId":"…","page":0}],"order":[]},"classifications":{},"relations":{}}</c>,
/// with only the parts that are not empty; <c>{}</c> if nothing changed.
/// </param>
/// <param name="Added">Members that are new.</param>
/// <param name="Changed">Members whose content is different.</param>
/// <param name="Removed">Members that are gone.</param>
public sealed record AnswerChangeSet(ReadOnlyMemory<byte> Utf8, int Added, int Changed, int Removed)
{
    /// <summary>Both answers have the same bytes.</summary>
    public bool IsEmpty => Utf8.Length == 2;
}
