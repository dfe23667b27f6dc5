using Limn.Server.Projects;
using Limn.Server.Queues;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Limn.Server.Workflow;

namespace Limn.Server.Tests.Queues;

/// <summary>Asks the database how it would find the next task.</summary>
internal static class QueuePlans
{
    public static Task<string> ExplainNextAsync(LimnApplication limn, TestProject project, string stageId) => limn.InDatabaseAsync(async db =>
    {
        var stage = StageGraph.Read(StageGraph.Default).Find(stageId)!;
        var scan = new QueueScan(db, project.Id, new ProjectPerson(project.Owner.Id, project.Owner.Email, ProjectRole.Manager));
        await using var command = await scan.CommandAsync(
            (LimnApplication.UsesPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + QueueScan.PeekText(stage), stage, CancellationToken.None);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!);
        }

        return string.Join('\n', lines);
    });
}
