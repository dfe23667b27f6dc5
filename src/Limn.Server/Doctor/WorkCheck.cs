using Limn.Server.Jobs;
using Limn.Server.Plugins;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Doctor;

/// <summary>Jobs, runs of plugins and consequences in the outbox have ended or are under way; none contradicts itself or fails again and again.</summary>
internal sealed class WorkCheck(IDbContextFactory<LimnDb> databases, IOptions<PluginsOptions> plugins, TimeProvider clock) : IDoctorCheck
{
    private const int MostAttempts = 5;

    // A lease is renewed every second; a message is carried out within seconds.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public string Name => "work";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await CheckJobsAsync(db, examination, now, cancellationToken);
        await CheckRunsAsync(db, examination, now, cancellationToken);
        await CheckOutboxAsync(db, examination, now, cancellationToken);
    }

    private static async Task CheckJobsAsync(LimnDb db, Examination examination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        examination.Look(await db.Jobs.LongCountAsync(cancellationToken));
        var open = db.Jobs.AsNoTracking().Where(job => job.EndedAt == null || job.State == JobState.Queued || job.State == JobState.Running);
        await foreach (var job in open.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if ((job.EndedAt is null) != (job.State is JobState.Queued or JobState.Running))
            {
                examination.Find($"Job {job.Id} is {job.State} and {(job.EndedAt is null ? "has not ended" : "has ended")}.");
            }
            else if (job.State == JobState.Queued || job.LeaseUntil is null || job.LeaseUntil < now - Slack)
            {
                examination.Wait($"Job {job.Id} is {job.State} and nobody works on it.");
            }
        }
    }

    private async Task CheckRunsAsync(LimnDb db, Examination examination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        examination.Look(await db.PluginSessions.LongCountAsync(cancellationToken));
        var open = db.PluginSessions.AsNoTracking().Where(run => run.EndedAt == null || run.State < PluginSessionState.Succeeded);
        await foreach (var run in open.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if ((run.EndedAt is null) != (run.State < PluginSessionState.Succeeded))
            {
                examination.Find($"Run {run.Id} is {run.State} and {(run.EndedAt is null ? "has not ended" : "has ended")}.");
            }
            else if (run.DispatchedAt is null || run.DispatchedAt + plugins.Value.For(RunKinds.Of(run.PluginType)).Total < now - Slack)
            {
                examination.Wait($"Run {run.Id} is {run.State} and not with its plugin.");
            }
        }
    }

    private static async Task CheckOutboxAsync(LimnDb db, Examination examination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = now - Slack;
        var messages = db.Outbox.AsNoTracking().Where(message => message.Attempts > 0 || message.NotBefore < due)
            .Select(message => new { message.Kind, message.Key, message.Attempts });
        await foreach (var message in messages.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            examination.Look();
            if (message.Attempts >= MostAttempts)
            {
                examination.Find($"The consequence {message.Kind} of {message.Key} failed {message.Attempts} times.");
            }
            else
            {
                examination.Wait($"The consequence {message.Kind} of {message.Key} has not been carried out.");
            }
        }
    }
}
