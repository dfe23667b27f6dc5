using System.Security.Cryptography;
using System.Text;
using Limn.Server.Annotations;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>
/// Every task's revisions form a whole chain, and its answer is what they lead to. All of it is read once, from one snapshot, some tasks at a
/// time, so that a database of any size takes the same memory.
/// </summary>
internal sealed class AnswerCheck(IDbContextFactory<LimnDb> databases) : IDoctorCheck
{
    private const int PageSize = 500;

    public string Name => "answers";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var after = default(TaskId);
        while (true)
        {
            var ids = await db.Answers.Where(answer => answer.TaskId > after).OrderBy(answer => answer.TaskId).Select(answer => answer.TaskId)
                .Take(PageSize).ToListAsync(cancellationToken);
            TaskId? last = ids.Count == PageSize ? ids[^1] : null;
            await CheckAsync(db, new TaskRange(after, last), examination, digest, cancellationToken);
            if (last is null)
            {
                break;
            }

            after = last.Value;
        }

        examination.Digests["answers"] = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static async Task CheckAsync(
        LimnDb db, TaskRange range, Examination examination, IncrementalHash digest, CancellationToken cancellationToken)
    {
        var ends = await ReplayAsync(db, range, examination, cancellationToken);
        var answers = db.Answers.AsNoTracking().Where(answer => answer.TaskId > range.After);
        if (range.Last is { } last)
        {
            answers = answers.Where(answer => answer.TaskId <= last);
        }

        await foreach (var answer in answers.OrderBy(answer => answer.TaskId).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            examination.Look();
            var end = ends.Remove(answer.TaskId, out var replayed) ? replayed : RevisionChain.Untouched;
            if (end.Breach is null && end.Compare(answer) is { } breach)
            {
                examination.Find($"Task {answer.TaskId}: {breach}");
            }

            digest.AppendData(Encoding.UTF8.GetBytes($"{answer.TaskId} {answer.Revision} {Convert.ToHexStringLower(answer.RevisionHash)} "));
            digest.AppendData(ReplayedAnswer.Of(answer).Digest());
        }

        foreach (var (task, _) in ends)
        {
            examination.Find($"Task {task} has revisions and no answer.");
        }
    }

    private static async Task<Dictionary<TaskId, ChainEnd>> ReplayAsync(
        LimnDb db, TaskRange range, Examination examination, CancellationToken cancellationToken)
    {
        var revisions = db.Revisions.AsNoTracking().Where(revision => revision.TaskId > range.After);
        if (range.Last is { } last)
        {
            revisions = revisions.Where(revision => revision.TaskId <= last);
        }

        var ends = new Dictionary<TaskId, ChainEnd>();
        var (task, chain) = (default(TaskId), new RevisionChain());
        await foreach (var revision in revisions.OrderBy(revision => revision.TaskId).ThenBy(revision => revision.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (revision.TaskId != task)
            {
                ends[task] = chain.End;
                (task, chain) = (revision.TaskId, new RevisionChain());
            }

            if (chain.Add(revision) is { } breach)
            {
                examination.Find($"Task {task}: {breach}");
            }
        }

        ends[task] = chain.End;
        ends.Remove(default);
        return ends;
    }

    /// <summary>Tasks behind one and up to another; null = all that follow.</summary>
    private sealed record TaskRange(TaskId After, TaskId? Last);
}
