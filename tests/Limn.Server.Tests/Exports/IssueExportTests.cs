using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Exports;

public sealed class IssueExportTests(LimnApplication limn)
{
    private static readonly object[] Codes = [new { category = "Wrong", name = "LooseBox" }];

    [Fact]
    public async Task Issues_are_exported_with_what_their_readers_need()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(2, "Review", batch: await scene.AddBatchAsync("Pilot"));
        var tasks = await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == scene.ProjectId && task.DeletedAt == null)
            .OrderBy(task => task.Id).Select(task => task.Id).ToListAsync());
        var opened = (await scene.Manager.Api.PostAsync(
            "/v2/issues", new { content = "Box is loose", labelTask = tasks[0], position = "[250, 190]", page = 0, errorCodes = Codes })).Data.GetProperty("issue");
        await scene.Manager.Api.PostAsync($"/v2/issues/{opened.GetProperty("_id").GetString()}/comment", new { content = "Fixed" });
        await scene.Manager.Api.PostAsync("/v2/issues", new { content = "Other", labelTask = tasks[1] });

        var records = await scene.RecordsAsync("&type=issue");
        var none = await scene.RecordsAsync("&type=issue&stage=[\"Label\"]");
        using var lines = await scene.OpenAsync("&type=issue&format=ndjson&batches=[\"Pilot\"]");

        records.Count.ShouldBe(2);
        var issue = records[0];
        issue.GetProperty("labelTask").GetString().ShouldBe(tasks[0].ToString());
        issue.GetProperty("asset").GetProperty("externalId").GetString().ShouldBe("Review-0.png");
        issue.GetProperty("asset").GetProperty("batches")[0].GetString().ShouldBe("Pilot");
        issue.GetProperty("comments")[0].GetProperty("content").GetString().ShouldBe("Fixed");
        issue.GetProperty("position").GetString().ShouldBe("[250, 190]");
        (issue.GetProperty("errorType").GetString(), issue.GetProperty("errorCode").GetString()).ShouldBe(("Wrong", "LooseBox"));
        issue.GetProperty("stage").GetString().ShouldBe("Review");
        records[1].TryGetProperty("errorCode", out _).ShouldBeFalse();
        records[1].TryGetProperty("position", out _).ShouldBeFalse();
        none.ShouldBeEmpty();
        using var reader = new StreamReader(lines.Entries[0].Open());
        var text = await reader.ReadToEndAsync();
        text.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("status").GetString()).ShouldBe(["Open", "Open"]);
    }
}
