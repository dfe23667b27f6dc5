using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Queues;

/// <summary>Passing over a task: it comes back to the same person in his next round, or, where the project says so, to anybody.</summary>
internal sealed class QueueSkips(LimnDb db, Writes writes, AnswerSaves saves, TimeProvider clock)
{
    private const int MostRounds = 10;

    public async Task<Refusal?> SkipAsync(TaskId id, SkipTaskRequest request, long duration, Worker worker, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await saves.LoadAsync(id, cancellationToken) is not { } loaded)
            {
                return Refusal.NotFound($"Invalid task: {id}.");
            }

            var save = new AnswerSave { TaskId = id, Worker = worker, Duration = duration, Session = request.Session ?? "" };
            var settings = await SettingsAsync(loaded.Task.ProjectId, cancellationToken);
            if ((CheckSkip(loaded, settings) ?? SaveRules.Check(loaded, save, clock.GetUtcNow())) is { } refusal)
            {
                return refusal;
            }

            if (await TrySkipAsync(loaded.Task, save, settings, cancellationToken))
            {
                return null;
            }
        }

        return Refusal.Conflict("Many others change this task right now. Try again.");
    }

    private static Refusal? CheckSkip(LoadedTask loaded, ProjectSettings settings)
    {
        if (!settings.TaskSkipEnabled)
        {
            return Refusal.Forbidden("Skipping is switched off in this project.");
        }

        return loaded.Stage?.HasQueue == true ? null : Refusal.Conflict("Only tasks in label and review stages are skipped.");
    }

    private async Task<ProjectSettings> SettingsAsync(ProjectId id, CancellationToken cancellationToken) => ProjectSettings.From(
        await db.Projects.Where(project => project.Id == id).Select(project => project.Settings).FirstAsync(cancellationToken));

    private async Task<bool> TrySkipAsync(AnnotationTask task, AnswerSave save, ProjectSettings settings, CancellationToken cancellationToken)
    {
        var (version, now) = (task.Version, clock.GetUtcNow());
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var rows = new RowBatch(db);
        rows.Upsert(new TaskSkip { UserId = save.Worker.UserId, TaskId = task.Id, ProjectId = task.ProjectId, SkippedAt = now });
        task.IsSkipped = true;
        task.LeaseSession = null;
        task.LeaseExpiresAt = now;
        task.StageDuration += save.Duration;
        task.TotalDuration += save.Duration;
        if (settings.UnassignSkippedTask)
        {
            task.AssigneeId = null;
            task.LeaseUserId = null;
        }

        task.Touch(save.Worker.Email, now);
        rows.Update(task, version);
        if (!await rows.ExecuteAsync(cancellationToken))
        {
            return false;
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }
}
