using Limn.Server.Database;
using Limn.Server.Tasks;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Limn.Server.Tests.Tasks;

/// <summary>One project for all filters: a task of each kind, told apart by its external id.</summary>
public sealed class FilteredProject(LimnApplication limn) : IAsyncLifetime
{
    public TestUser Owner { get; private set; } = null!;

    public ProjectId Project { get; private set; }

    public Dictionary<string, string> Ids { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        (Owner, Project) = await limn.AddProjectAsync();
        await Owner.ImportAsync(Project, "Alpha.png", "beta.png", "gamma.jpg", "done");
        var assets = await Owner.AssetsAsync(Project);
        await Owner.Api.PostAsync($"/v2/batches/{Project}", new { batches = new[] { new { name = "One" }, new { name = "Two" } } });
        await Owner.AssignBatchesAsync([assets["Alpha.png"].IdOf()], "One");
        await Owner.AssignBatchesAsync([assets["beta.png"].IdOf()], "One", "Two");
        Ids = (await Owner.TasksAsync(Project)).ToDictionary(task => task.Key, task => task.Value.IdOf());
        await limn.InDatabaseAsync(SetAsync);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<int> SetAsync(LimnDb db)
    {
        var tasks = await db.Tasks.Where(task => task.ProjectId == Project).ToDictionaryAsync(task => task.ExternalId);
        tasks["Alpha.png"].AssigneeId = Owner.Id;
        tasks["Alpha.png"].Priority = 10;
        tasks["beta.png"].IsSkipped = true;
        tasks["beta.png"].StageDuration = 5000;
        tasks["gamma.jpg"].StageId = "Review";
        tasks["gamma.jpg"].ReviewStatus = ReviewStatus.Rejected;
        tasks["gamma.jpg"].IsPreLabeled = true;
        tasks["done"].StageId = "Complete";
        tasks["done"].ReviewStatus = ReviewStatus.Accepted;
        tasks["done"].CompletedAt = new DateTimeOffset(2026, 1, 16, 9, 0, 0, TimeSpan.Zero);
        tasks["done"].CompletedBy = "bo@example.org";
        return await db.SaveChangesAsync();
    }
}
