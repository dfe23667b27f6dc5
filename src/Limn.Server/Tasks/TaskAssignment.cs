using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Gives tasks to a member, or takes them away from whoever has them.</summary>
internal sealed class TaskAssignment(LimnDb db, Writes writes, TimeProvider clock)
{
    private const int ChunkSize = 1000;

    public async Task<Reply<AssignTasksReply>> AssignAsync(
        AssignTasksRequest request, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        if (request.Tasks is not { } given)
        {
            return Refusal.BadRequest("Give tasks, a list of ids.");
        }

        var stages = StageGraph.Read(await db.Projects.Where(row => row.Id == project.ProjectId).Select(row => row.Stages).FirstAsync(cancellationToken));
        if (request.Stage is { } stage && stages.Find(stage) is null)
        {
            return Refusal.BadRequest($"Invalid stage: {stage}.");
        }

        var target = await FindTargetAsync(request.User, project, stages, cancellationToken);
        if (target.Refusal is { } refusal)
        {
            return refusal;
        }

        var admitting = target.Value!.Stages.Where(id => request.Stage is null || id == request.Stage).ToList();
        var ids = given.Distinct().ToList();
        var assigned = 0;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            assigned += await AssignAsync(chunk, project.ProjectId, admitting, target.Value.User, caller, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return new AssignTasksReply(assigned, $"{assigned} / {ids.Count} tasks assigned.");
    }

    /// <summary>The user, and the stages that admit him.</summary>
    private async Task<Reply<Target>> FindTargetAsync(string? email, ProjectAccess project, StageGraph stages, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return new Target(null, [.. stages.Stages.Select(stage => stage.Id)]);
        }

        var normalized = Passwords.Normalize(email);
        var people = await db.ReadPeopleAsync(project.OrganizationId, project.ProjectId, cancellationToken);
        if (!people.TryGetValue(normalized, out var role))
        {
            return Refusal.BadRequest($"{email} is not a member of this project.");
        }

        var user = await db.Users.Where(user => user.Email == normalized).Select(user => user.Id).FirstAsync(cancellationToken);
        return new Target(user, [.. stages.Stages.Where(stage => Admits(stage, normalized, role)).Select(stage => stage.Id)]);
    }

    private static bool Admits(Stage stage, string email, ProjectRole role) =>
        (stage.Type != StageType.Review || role >= ProjectRole.Reviewer)
        && (stage.AssignedTo.IsEmpty || stage.AssignedTo.Contains(email, StringComparer.OrdinalIgnoreCase));

    // A task that somebody else has open in the editor is left to him.
    private Task<int> AssignAsync(
        TaskId[] ids, ProjectId project, List<string> stages, UserId? user, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.Tasks
            .Where(task => task.ProjectId == project && task.DeletedAt == null && ids.Contains(task.Id) && stages.Contains(task.StageId))
            .Where(task => task.LeaseSession == null || task.LeaseExpiresAt < now || task.LeaseUserId == user)
            .ExecuteUpdateAsync(
                update => update.SetProperty(task => task.AssigneeId, user).SetProperty(task => task.Version, task => task.Version + 1)
                    .SetProperty(task => task.UpdatedAt, now).SetProperty(task => task.UpdatedBy, caller.Email),
                cancellationToken);
    }

    private sealed record Target(UserId? User, IReadOnlyList<string> Stages);
}
