using System.Net;
using Limn.Server.Database;
using Limn.Server.Jobs;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Jobs;

public sealed class JobLimitsTests(TightApplication tight)
{
    private readonly LimnApplication limn = tight.Limn;

    [Fact]
    [Trait("Advisory", "CVE-2026-2108")]
    public async Task Unfinished_jobs_of_one_user_are_limited()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var colleague = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Manager);
        var waiting = await AddJobAsync(owner, project, TightApplication.OpenJobsPerUser - 1);

        (await StartExportAsync(owner, project)).Status.ShouldBe(HttpStatusCode.Accepted);
        await AddJobAsync(owner, project, TightApplication.OpenJobsPerUser);
        for (var beyond = 0; beyond < 20; beyond++)
        {
            (await StartExportAsync(owner, project)).FailsWith(HttpStatusCode.TooManyRequests).ShouldContain("unfinished jobs");
        }

        (await StartExportAsync(colleague, project)).Status.ShouldBe(HttpStatusCode.Accepted, "the limit is each user's own");
        waiting.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Jobs_beyond_those_that_a_process_works_on_wait_for_their_turn()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var jobs = await AddJobAsync(owner, project, 3, "test.gated", leaseUntil: null);
        var grains = limn.Services.GetRequiredService<IGrainFactory>();
        foreach (var job in jobs)
        {
            await grains.GetGrain<IJobGrain>(job.ToString()).StartAsync();
        }

        foreach (var _ in jobs)
        {
            await Eventually.TrueAsync(() => Task.FromResult(tight.Gate.Running == 1), "one is at work");
            tight.Gate.Open();
        }

        await Eventually.ShouldAsync(async () => (await StatesAsync(owner, jobs)).ShouldAllBe(state => state == "Succeeded"));
        tight.Gate.MostAtOnce.ShouldBe(1);
    }

    private static Task<ApiAnswer> StartExportAsync(TestUser user, ProjectId project) => user.Api.PostAsync($"/v2/project/{project}/exports", new { });

    private static async Task<List<string>> StatesAsync(TestUser user, IEnumerable<JobId> jobs)
    {
        var states = new List<string>();
        foreach (var job in jobs)
        {
            states.Add((await user.Api.GetAsync($"/v2/jobs/{job}")).Data.GetProperty("state").GetString()!);
        }

        return states;
    }

    private Task<List<JobId>> AddJobAsync(TestUser user, ProjectId project, int count) =>
        AddJobAsync(user, project, count, "test.elsewhere", TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));

    private async Task<List<JobId>> AddJobAsync(TestUser user, ProjectId project, int count, string kind, DateTimeOffset? leaseUntil)
    {
        var jobs = Enumerable.Range(0, count).Select(_ => new Job
        {
            Id = Id.New<Job>(TimeProvider.System), OrganizationId = user.OrganizationId, ProjectId = project, UserId = user.Id, Kind = kind,
            Input = RawJson.EmptyObject, LeaseOwner = leaseUntil is null ? null : "elsewhere", LeaseUntil = leaseUntil,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        }).ToList();
        await limn.InDatabaseAsync(db =>
        {
            db.Jobs.AddRange(jobs);
            return db.SaveChangesAsync();
        });
        return jobs.ConvertAll(job => job.Id);
    }
}
