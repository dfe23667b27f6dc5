using Limn.Annotations.Operations;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>What became of a task's objects, and bringing earlier states back. Extensions of the API.</summary>
internal static class HistoryApi
{
    private const int DefaultEntries = 50;
    private const int MostEntries = 200;
    private const int LongestId = 500;

    public static void AddHistory(this WebApplicationBuilder builder) => builder.Services.AddScoped<AnswerRestores>();

    public static void MapHistory(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Annotations");
        group.MapPost("/task/{taskId}/restore", Restore).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Bring an earlier state of the answer back, or take back what a plugin run or an import did, as a new revision");
        group.MapGet("/task/{taskId}/objects/{objectId}/history", ReadObject).Needs(Permission.TaskRead, Scopes.RouteTask)
            .WithSummary("What each revision did to one object, newest first; before= the reply's next goes on");
    }

    private static async Task<Reply<RestoreReply>> Restore(
        TaskId taskId, RestoreRequest request, Caller caller, ProjectAccess project, AnswerRestores restores, CancellationToken cancellationToken)
    {
        if ((request.Revision is null) == (request.OriginId is null))
        {
            return Refusal.BadRequest("Give a revision, or the originId of a plugin run or import.");
        }

        return request is { OriginId: not null, ObjectIds: not null }
            ? Refusal.BadRequest("objectIds go together with a revision only.")
            : await restores.RestoreAsync(taskId, request, Worker.From(caller, project), cancellationToken);
    }

    private static async Task<Reply<ObjectHistoryReply>> ReadObject(
        TaskId taskId, string objectId, int? before, int? limit, Caller caller, ProjectAccess project, LimnDb db, CancellationToken cancellationToken)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == taskId, cancellationToken);
        if (!await db.MayReadAsync(task, project, caller, cancellationToken))
        {
            return Refusal.NotFound($"Invalid task: {taskId}.");
        }

        if (objectId.Length > LongestId)
        {
            return Refusal.BadRequest($"An object id has at most {LongestId} characters.");
        }

        var (from, most) = (before ?? int.MaxValue, Math.Clamp(limit ?? DefaultEntries, 1, MostEntries));
        var entries = new List<ObjectHistoryEntry>();
        var log = db.Revisions.AsNoTracking().Where(revision => revision.TaskId == taskId && revision.Number < from).OrderByDescending(revision => revision.Number);
        await foreach (var revision in log.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (MemberHistory.Find(revision.Changes.Utf8, objectId) is not { IsEmpty: false } changes)
            {
                continue;
            }

            entries.Add(new ObjectHistoryEntry(RevisionReply.From(revision), new RawJson(changes)));
            if (entries.Count == most)
            {
                return new ObjectHistoryReply(entries, revision.Number > 1 ? revision.Number : null);
            }
        }

        return new ObjectHistoryReply(entries, null);
    }
}
