using System.Text.Json.Serialization;

namespace Limn.Server.Annotations;

/// <summary>What an editor did since it was last acknowledged. One request at a time for a task.</summary>
internal sealed record OperationsRequest
{
    /// <summary>The editor's session that holds the task.</summary>
    public string? Session { get; init; }

    /// <summary>The last revision that the editor knows; null = the one in force.</summary>
    public int? Revision { get; init; }

    /// <summary>A list of batches: <c>{id, at, label, origin, operations}</c>. A batch that is sent again changes nothing.</summary>
    public RawJson Batches { get; init; }

    /// <summary>Milliseconds of work since the last save.</summary>
    public double? Duration { get; init; }
}

/// <param name="Revision">The revision in force: the editor's next one.</param>
/// <param name="Applied">Ids of the batches that are stored, those of earlier requests among them.</param>
/// <param name="Conflicts">Operations that were not carried out; everything else of their batches was.</param>
/// <param name="AppliedAt">The revisions of batches that were stored by earlier requests.</param>
/// <param name="Since">What others changed after the editor's revision, and what followed from its own operations.</param>
internal sealed record OperationsReply(
    int Revision, IReadOnlyList<string> Applied, IReadOnlyDictionary<string, int> AppliedAt, IReadOnlyList<ConflictReply> Conflicts, IReadOnlyList<SinceBatch> Since);

/// <param name="Batch">Id of its batch.</param>
/// <param name="Operation">Index in the batch.</param>
/// <param name="Reason"><c>missing</c>, <c>changed</c>, <c>exists</c>, <c>answered</c>, <c>unknownClass</c> or <c>unknownOption</c>.</param>
/// <param name="Theirs">The value, member or tiles in force; absent when there is none.</param>
internal sealed record ConflictReply(
    string Batch, int Operation, string Reason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] RawJson Theirs);

/// <summary>A revision as operations.</summary>
/// <param name="Id"><c>revision:</c> and its number.</param>
/// <param name="Revision">Its number.</param>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Label">A sentence for people.</param>
/// <param name="Origin"><c>human</c>, <c>plugin</c> or <c>restore</c>.</param>
/// <param name="By">E-mail.</param>
/// <param name="Operations">A list of operations.</param>
internal sealed record SinceBatch(string Id, int Revision, long At, string Label, string Origin, string By, RawJson Operations);
