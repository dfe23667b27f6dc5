using Limn.Server.Auth;
using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Jobs;

/// <summary>Watching and cancelling one's own long work. Extensions of the API.</summary>
internal static class JobsApi
{
    private static readonly Scope RouteJob = new("project of the job in the route", async request =>
    {
        var text = Scopes.Route(request, "jobId");
        if (!JobId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("job", text);
        }

        var project = await request.Db.Jobs.Where(job => job.Id == id && job.UserId == request.Caller.UserId)
            .Select(job => job.ProjectId).FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterProjectOfAsync(request, "job", text, project);
    });

    public static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JobsOptions>().BindConfiguration(JobsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        builder.Services.AddSingleton<JobRunner>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        builder.Services.AddSingleton<JobQueue>();
        builder.Services.AddSingleton<IOutboxHandler, JobStartHandler>();
        builder.Services.AddSingleton<JobRecovery>();
        builder.Services.AddSingleton<IProcessLossListener>(provider => provider.GetRequiredService<JobRecovery>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<JobRecovery>());
        builder.Services.AddSingleton(new TopicRule("job", MayWatchAsync));
    }

    public static void MapJobs(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Jobs");
        group.MapGet("/project/{projectId}/jobs", List).Needs(Permission.JobRead, Scopes.RouteProject)
            .WithSummary("One's own jobs in a project, newest first");
        group.MapGet("/jobs/{jobId}", Get).Needs(Permission.JobRead, RouteJob).WithSummary("One job");
        group.MapPost("/jobs/{jobId}/cancel", Cancel).Needs(Permission.JobRead, RouteJob).WithSummary("Cancel a job; it ends within seconds");
    }

    private static async Task<bool> MayWatchAsync(TopicRequest request) =>
        JobId.TryParse(request.Id, null, out var id)
        && await request.MayAsync(Permission.JobRead, await request.Db.Jobs.Where(job => job.Id == id && job.UserId == request.Caller.UserId)
            .Select(job => job.ProjectId).FirstOrDefaultAsync(request.CancellationToken));

    private static async Task<Reply<JobsReply>> List(
        ProjectAccess project, Caller caller, LimnDb db, JobId? before, int? limit, CancellationToken cancellationToken)
    {
        var jobs = db.Jobs.AsNoTracking().Where(job => job.ProjectId == project.ProjectId && job.UserId == caller.UserId);
        if (before is { } last)
        {
            jobs = jobs.Where(job => job.Id < last);
        }

        var rows = await jobs.OrderByDescending(job => job.Id).Take(Math.Clamp(limit ?? 50, 1, 200)).ToListAsync(cancellationToken);
        return new JobsReply(rows.ConvertAll(JobReply.From));
    }

    private static async Task<Reply<JobReply>> Get(JobId jobId, LimnDb db, CancellationToken cancellationToken) =>
        JobReply.From(await db.Jobs.AsNoTracking().FirstAsync(job => job.Id == jobId, cancellationToken));

    private static async Task<Reply<JobReply>> Cancel(JobId jobId, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            await db.Jobs.Where(job => job.Id == jobId && job.EndedAt == null)
                .ExecuteUpdateAsync(update => update.SetProperty(job => job.CancelRequested, true), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return await Get(jobId, db, cancellationToken);
    }
}

internal sealed record JobsReply(IReadOnlyList<JobReply> Jobs);

/// <param name="Done">Items done so far.</param>
/// <param name="Total">Items in all; null while unknown.</param>
internal sealed record JobReply(
    JobId Id, string Kind, JobState State, long Done, long? Total, string? Error, RawJson Result, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public static JobReply From(Job job) =>
        new(job.Id, job.Kind, job.State, job.Done, job.Total, job.Error, job.Result, job.CreatedAt, job.EndedAt);
}
