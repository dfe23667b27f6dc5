using Limn.Server.Database;
using Limn.Server.Jobs;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Jobs;

/// <summary>A job belongs to one process, which lets it go when it is another's, and gives it back when it stops.</summary>
public sealed class JobLeaseTests : IAsyncLifetime
{
    private readonly EndlessWork work = new();
    private LimnApplication limn = null!;

    public async ValueTask InitializeAsync() => limn = await LimnApplication.StartAsync(limn => limn
        .WithServices(services => services.AddSingleton<IJobKind>(work)));

    public ValueTask DisposeAsync() => limn.DisposeAsync();

    [Fact]
    public async Task Job_that_another_process_has_taken_is_let_go_as_it_is()
    {
        var job = await StartAsync();
        DateTimeOffset? until = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);

        await limn.InDatabaseAsync(db => db.Jobs.Where(row => row.Id == job).ExecuteUpdateAsync(update => update
            .SetProperty(row => row.LeaseOwner, "another").SetProperty(row => row.LeaseUntil, until).SetProperty(row => row.Attempts, 2)));
        await work.Stopped.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await limn.Services.GetRequiredService<JobRunner>().StoppingAsync(TestContext.Current.CancellationToken);

        var row = await ReadAsync(job);
        row.State.ShouldBe(JobState.Running);
        row.LeaseOwner.ShouldBe("another");
        row.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Job_of_a_process_that_stops_is_given_back_and_the_attempt_does_not_count()
    {
        var job = await StartAsync();
        var runner = limn.Services.GetRequiredService<JobRunner>();

        await runner.StoppingAsync(TestContext.Current.CancellationToken);

        work.Stopped.Task.IsCompleted.ShouldBeTrue();
        runner.IsStopping.ShouldBeTrue();
        var row = await ReadAsync(job);
        row.State.ShouldBe(JobState.Queued);
        row.LeaseOwner.ShouldBeNull();
        row.Attempts.ShouldBe(0);
        row.EndedAt.ShouldBeNull();
        row.LeaseUntil!.Value.ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow(), "others may take it at once");
    }

    private Task<Job> ReadAsync(JobId id) => limn.InDatabaseAsync(db => db.Jobs.AsNoTracking().FirstAsync(row => row.Id == id));

    private async Task<JobId> StartAsync()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var job = new Job
        {
            Id = Id.New<Job>(TimeProvider.System), OrganizationId = owner.OrganizationId, ProjectId = project, UserId = owner.Id, Kind = work.Name,
            Input = RawJson.EmptyObject, CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await limn.InDatabaseAsync(db =>
        {
            db.Jobs.Add(job);
            return db.SaveChangesAsync();
        });
        await limn.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>(job.Id.ToString()).StartAsync();
        await work.Started.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return job.Id;
    }

    /// <summary>Work that ends when it is told to.</summary>
    private sealed class EndlessWork : IJobKind
    {
        public string Name => "test.endless";

        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Stopped { get; } = new();

        public async Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Stopped.TrySetResult();
            }

            return RawJson.EmptyObject;
        }
    }
}
