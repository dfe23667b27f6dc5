using System.Text.RegularExpressions;
using Limn.Server.Projects;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Database;

/// <summary>What a request costs does not grow with the project: every statement uses an index, and their number does not depend on the page.</summary>
public sealed partial class QueryTests(LimnApplication limn)
{
    private static readonly string[] Lists =
    [
        "listProjects", "project/{project}", "project/{project}/members", "project/{project}/statistics", "organization/{organization}/users",
        "project/{project}/assets?limit=1000", "project/{project}/assets?limit=1000&filters={\"externalId\":\"3\"}",
        "project/{project}/assets?limit=1000&batches=[\"A\"]", "project/{project}/jobs",
        "project/{project}/tasks?limit=1000", "project/{project}/tasks?limit=1000&includeAnswer=false",
        "project/{project}/tasks?limit=1000&stage=Label", "project/{project}/tasks?limit=1000&status=Completed",
        "project/{project}/tasks?limit=1000&batches=[\"A\"]", "project/{project}/tasks?limit=1000&assignee={email}",
        "project/{project}/tasks?limit=1000&sort=-updatedAt", "project/{project}/tasks?limit=1000&sort=externalId",
        "project/{project}/tasks?limit=1000&filter={\"externalId\":\"3\"}", "task/{task}", "task/{task}/history", "project/{project}/queue",
    ];

    private static readonly string[] SortedByIndex =
    [
        "project/{project}/tasks?limit=1000&includeAnswer=false", "project/{project}/tasks?limit=1000&stage=Label",
        "project/{project}/tasks?limit=1000&assignee={email}", "project/{project}/tasks?limit=1000&sort=-updatedAt",
        "project/{project}/tasks?limit=1000&sort=externalId", "project/{project}/assets?limit=1000",
    ];

    [Fact]
    public async Task No_list_scans_a_table()
    {
        var world = await NewProjectAsync(5);
        foreach (var path in Lists)
        {
            var statements = await RecordAsync(world, path);
            statements.Count.ShouldBeGreaterThan(1, "the check of rights and the list itself are recorded");
            foreach (var statement in statements.Where(statement => !ReadsNothing().IsMatch(statement.Text)))
            {
                var plan = await PlanAsync(statement);
                var inner = plan.Select(line => InnerResult().Match(line)).Where(match => match.Success).Select(match => "SCAN " + match.Groups[1].Value).ToHashSet();
                plan.ShouldAllBe(line => !IsScan().IsMatch(line) || inner.Contains(line), $"{path}\n{statement.Text}\n{string.Join('\n', plan)}");
            }
        }
    }

    [Fact]
    public async Task Main_lists_are_sorted_by_their_index()
    {
        Assert.SkipWhen(LimnApplication.UsesPostgres, "PostgreSQL chooses by the size of the table; SQLite shows that the index serves the order.");
        var world = await NewProjectAsync(5);
        foreach (var path in SortedByIndex)
        {
            foreach (var statement in await RecordAsync(world, path))
            {
                var plan = await PlanAsync(statement);
                var isPage = IsPage().IsMatch(statement.Text);
                plan.ShouldAllBe(line => !isPage || !line.Contains("TEMP B-TREE", StringComparison.Ordinal), $"{path}\n{statement.Text}\n{string.Join('\n', plan)}");
            }
        }
    }

    [Fact]
    public async Task Number_of_statements_does_not_grow_with_the_page()
    {
        var small = await NewProjectAsync(1);
        var large = await NewProjectAsync(12);
        foreach (var path in Lists)
        {
            var few = await RecordAsync(small, path);
            var many = await RecordAsync(large, path);
            many.Count.ShouldBe(few.Count, $"{path}\n{string.Join('\n', many.Select(statement => statement.Text))}");
            many.Count.ShouldBeLessThanOrEqualTo(12, path);
        }
    }

    [Fact]
    public async Task Number_of_statements_of_a_change_does_not_grow_with_it()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "first, which reads stages and classes");
        var few = await limn.Sql.RecordAsync(() => owner.ImportAsync(project, "1"));
        var many = await limn.Sql.RecordAsync(() => owner.ImportAsync(project, [.. Enumerable.Range(0, 50).Select(index => $"{index}")]));
        many.Count.ShouldBe(few.Count);

        var ids = await IdsAsync(owner, project, "assets");
        await owner.Api.PostAsync($"/v2/batches/{project}", new { batches = new[] { new { name = "A" } } });
        few = await limn.Sql.RecordAsync(() => owner.AssignBatchesAsync(ids.Take(1), "A"));
        many = await limn.Sql.RecordAsync(() => owner.AssignBatchesAsync(ids.Skip(1), "A"));
        many.Count.ShouldBe(few.Count);

        few = await limn.Sql.RecordAsync(() => owner.Api.DeleteAsync($"/v2/project/{project}/assets", new { assets = ids.Take(1) }));
        many = await limn.Sql.RecordAsync(() => owner.Api.DeleteAsync($"/v2/project/{project}/assets", new { assets = ids.Skip(1) }));
        many.Count.ShouldBe(few.Count);
    }

    private async Task<World> NewProjectAsync(int size)
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, [.. Enumerable.Range(0, size).Select(index => $"{index}")]);
        await owner.Api.PostAsync($"/v2/batches/{project}", new { batches = new[] { new { name = "A" }, new { name = "B" } } });
        var assets = await IdsAsync(owner, project, "assets");
        var tasks = await IdsAsync(owner, project, "tasks");
        await owner.AssignBatchesAsync(assets, "A", "B");
        for (var count = 0; count < size; count++)
        {
            await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
            await owner.Api.PostAsync("/v2/project", new { name = $"{count}" });
        }

        await owner.Api.PostAsync("/v2/task/assign", new { project, tasks, user = owner.Email });
        return new World(owner, project, tasks[0]);
    }

    private static async Task<List<string>> IdsAsync(TestUser owner, ProjectId project, string list) =>
        [.. (await owner.Api.GetAsync($"/v2/project/{project}/{list}?limit=1000")).Data.GetProperty(list).EnumerateArray().Select(row => row.IdOf())];

    private Task<IReadOnlyList<RecordedStatement>> RecordAsync(World world, string path) => limn.Sql.RecordAsync(async () =>
    {
        var answer = await world.Owner.Api.GetAsync("/v2/" + path.Replace("{project}", world.Project.ToString(), StringComparison.Ordinal)
            .Replace("{organization}", world.Owner.OrganizationId.ToString(), StringComparison.Ordinal)
            .Replace("{email}", world.Owner.Email, StringComparison.Ordinal).Replace("{task}", world.Task, StringComparison.Ordinal));
        answer.Data.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
    });

    private sealed record World(TestUser Owner, ProjectId Project, string Task);

    private Task<List<string>> PlanAsync(RecordedStatement statement) => limn.InDatabaseAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);

        // The tables of a test are so small that PostgreSQL reads them whole unless it is told not to.
        command.CommandText = LimnApplication.UsesPostgres ? "SET LOCAL enable_seqscan = off" : "SELECT 1";
        await command.ExecuteNonQueryAsync();
        command.CommandText = (LimnApplication.UsesPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + statement.Text;
        command.Parameters.AddRange(statement.Parameters.ToArray());
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(LimnApplication.UsesPostgres ? 0 : 3));
        }

        command.Parameters.Clear();
        return lines;
    });

    // What SQLite makes itself (constants, lists of parameters, inner results) may be read whole.
    [GeneratedRegex(@"^SCAN (?!CONSTANT|json_each|\(?subquery|\d+ CONSTANT).*|Seq Scan on")]
    private static partial Regex IsScan();

    [GeneratedRegex(@"^(?:CO-ROUTINE|MATERIALIZE) (\w+)$")]
    private static partial Regex InnerResult();

    // What belongs to an empty page.
    [GeneratedRegex(@"WHERE (0|FALSE)\b")]
    private static partial Regex ReadsNothing();

    [GeneratedRegex(@"LIMIT @\w+( OFFSET @\w+)?\s*$")]
    private static partial Regex IsPage();
}
