using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Statistics;

/// <summary>How far a project is. Extensions of the API.</summary>
internal static class StatisticsApi
{
    public static void AddStatistics(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IOutboxHandler, StatisticsHandler>();

    public static void MapStatistics(this RouteGroupBuilder api) =>
        api.MapGet("/project/{projectId}/statistics", Get).Needs(Permission.ProjectRead, Scopes.RouteProject).WithTags("Statistics")
            .WithSummary("The number of tasks in each stage, in the order of the workflow");

    private static async Task<Reply<StatisticsReply>> Get(ProjectAccess access, LimnDb db, CancellationToken cancellationToken)
    {
        var stages = await db.Projects.Where(project => project.Id == access.ProjectId)
            .Select(project => project.Stages).FirstAsync(cancellationToken);
        var counts = await db.StageCounts.Where(count => count.ProjectId == access.ProjectId)
            .ToDictionaryAsync(count => count.StageId, count => count.Tasks, cancellationToken);
        return new StatisticsReply(
            [.. (stages.To<StageName[]>() ?? []).Select(stage => new StageStatistics(stage.Id, stage.Name, stage.Type, counts.GetValueOrDefault(stage.Id)))],
            counts.Values.Sum());
    }

    /// <summary>What of a saved stage concerns the counts.</summary>
    private sealed record StageName(string Id, string Name, StageType Type);
}

/// <param name="Total">Tasks in all stages.</param>
internal sealed record StatisticsReply(IReadOnlyList<StageStatistics> Stages, long Total);

/// <param name="Tasks">Tasks that stand in the stage. A change shows within a second.</param>
internal sealed record StageStatistics(string StageId, string Name, StageType Type, long Tasks);
