using Limn.Server.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Imports;

public sealed class AssetLabelsTests(LimnApplication limn)
{
    [Fact]
    public async Task Asset_that_comes_with_labels_has_them_in_its_task()
    {
        var project = await TestProject.CreateAsync(limn);
        var good = new Dictionary<string, object>
        {
            ["data"] = "https://pictures.example.com/good.png", ["externalId"] = "good.png",
            ["objects"] = new[] { new Dictionary<string, object> { ["title"] = "Car", ["bounding-box"] = new { x = 1, y = 2, width = 3, height = 4 } } },
            ["classifications"] = new[] { new { title = "Weather", answer = "Sunny" } },
        };
        var bad = new { data = "https://pictures.example.com/bad.png", externalId = "bad.png", classifications = new[] { new { schemaId = "nope", answer = "x" } } };
        var plain = new { data = "https://pictures.example.com/plain.png" };

        var reply = await project.Owner.Api.PostAsync($"/v2/project/{project.Id}/cloud", new { assets = new object[] { good, bad, plain } });

        reply.Data.GetProperty("assets").GetRawText().ShouldStartWith(
            """{"assetsCreated":3,"tasksCreated":3,"preLabelsCount":3,"validPreLabelsCount":2,"preLabelProblems":[{"path":"assets[1].classifications[0]",""");
        var tasks = await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project.Id).OrderBy(task => task.Id).ToListAsync());
        tasks.Select(task => task.IsPreLabeled).ShouldBe([true, false, false]);
        tasks.Select(task => task.StageId).ShouldAllBe(stage => stage == "Label");
        var answer = (await project.Owner.Api.GetAsync($"/v2/task/{tasks[0].Id}")).Data.GetProperty("task").GetProperty("answer");
        answer.GetProperty("tools")[0].GetProperty("metadata").GetProperty("createdBy").GetString().ShouldBe("import");
        answer.GetProperty("classifications")[0].GetProperty("answer").GetString().ShouldBe("Sunny");
        (await project.HistoryAsync(tasks[0].Id)).ShouldHaveSingleItem().Document.ToString().ShouldContain("bounding-box");
        (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, tasks[0].Id, CancellationToken.None))).ShouldBeNull();
    }
}
