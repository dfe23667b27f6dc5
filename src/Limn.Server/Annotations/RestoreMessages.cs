namespace Limn.Server.Annotations;

/// <summary>Which earlier state is to be in force again: that of a revision, or the present one without what a plugin run or an import did.</summary>
internal sealed record RestoreRequest
{
    /// <summary>Number of the revision whose state is wanted; 0 = before the first.</summary>
    public int? Revision { get; init; }

    /// <summary>Only these objects, classifications and relations; null = all, and the mask.</summary>
    public IReadOnlyList<string>? ObjectIds { get; init; }

    /// <summary>The plugin run or import whose revisions are taken back; not together with <see cref="Revision"/>.</summary>
    public string? OriginId { get; init; }

    /// <summary>The editor's session that holds the task; null for callers without an editor.</summary>
    public string? Session { get; init; }
}

/// <param name="Revision">The revision in force now.</param>
/// <param name="Kept">Object ids of members that were changed since, and so could not be taken back whole.</param>
internal sealed record RestoreReply(int Revision, IReadOnlyList<string> Kept);

/// <param name="History">Newest first.</param>
/// <param name="Next">Goes on as <c>before</c>; null at the end.</param>
internal sealed record ObjectHistoryReply(IReadOnlyList<ObjectHistoryEntry> History, int? Next);

/// <summary>What a revision did to one object.</summary>
/// <param name="Revision">Who, when, how.</param>
/// <param name="Changes">A list of <c>{list, kind, key, member}</c> with <c>added</c>, <c>changed</c> or <c>removed</c> as kind.</param>
internal sealed record ObjectHistoryEntry(RevisionReply Revision, RawJson Changes);
