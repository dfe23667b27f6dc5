using System.Net;
using System.Text;
using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Statistics;

public sealed class StatisticsTests(LimnApplication limn)
{
    [Fact]
    public async Task Stages_are_counted_in_the_order_of_the_workflow()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a", "b", "c");

        await Eventually.ShouldAsync(async () => (await CountsAsync(owner, project)).ShouldBe("Start 0, Label 3, Review 0, Complete 0; 3"));
    }

    [Fact]
    public async Task Tasks_of_a_removed_stage_move_where_the_caller_says()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a", "b");
        const string Stages =
            """
            [{"id":"Start","type":"Start","name":"Start","next":["Draw"]},{"id":"Draw","type":"Label","name":"Draw","next":["Complete"]},
             {"id":"Route","type":"Logic","name":"Route","next":["Complete"]},{"id":"Complete","type":"Complete","name":"Complete"}]
            """;

        var refusal = (await PostAsync(owner, project, $$"""{"stages":{{Stages}}}""")).FailsWith(HttpStatusCode.BadRequest);
        refusal.ShouldContain("\"Label\"");
        refusal.ShouldContain("2 tasks");
        (await PostAsync(owner, project, $$$"""{"stages":{{{Stages}}},"migrations":{"Label":"Nowhere"}}""")).FailsWith(HttpStatusCode.BadRequest).ShouldContain("Nowhere");
        (await PostAsync(owner, project, $$$"""{"stages":{{{Stages}}},"migrations":{"Label":"Route"}}""")).FailsWith(HttpStatusCode.BadRequest).ShouldContain("Logic");
        (await owner.TasksAsync(project)).Values.ShouldAllBe(task => task.GetProperty("stage").GetString() == "Label");

        (await PostAsync(owner, project, $$$"""{"stages":{{{Stages}}},"migrations":{"Label":"Draw"}}""")).Status.ShouldBe(HttpStatusCode.OK);

        (await owner.TasksAsync(project)).Values.ShouldAllBe(task => task.GetProperty("stage").GetString() == "Draw");
        await Eventually.ShouldAsync(async () => (await CountsAsync(owner, project)).ShouldBe("Start 0, Draw 2, Route 0, Complete 0; 2"));
    }

    [Fact]
    public async Task Change_counts_once_however_often_it_is_delivered()
    {
        var project = Id.New<Project>(TimeProvider.System);
        var message = new OutboxMessage
        {
            Kind = StageCounts.Kind, Key = project.ToString(), Payload = RawJson.From(new Dictionary<string, int> { ["Label"] = 5 }),
            NotBefore = TimeProvider.System.GetUtcNow().AddDays(1),
        };
        await limn.InDatabaseAsync(db =>
        {
            db.Outbox.Add(message);
            return db.SaveChangesAsync();
        });
        var grain = limn.Services.GetRequiredService<IGrainFactory>().GetGrain<IProjectStatisticsGrain>(project.ToString());

        await grain.ApplyAsync([message.Id]);
        await grain.ApplyAsync([message.Id]);

        (await limn.InDatabaseAsync(db => db.StageCounts.Where(count => count.ProjectId == project).Select(count => count.Tasks).SingleAsync())).ShouldBe(5);
        (await limn.InDatabaseAsync(db => db.Outbox.AnyAsync(row => row.Id == message.Id))).ShouldBeFalse();
    }

    private static Task<ApiAnswer> PostAsync(TestUser user, ProjectId project, string json) =>
        user.Api.PostAsync($"/v2/project/{project}", new StringContent(json, Encoding.UTF8, "application/json"));

    private static async Task<string> CountsAsync(TestUser user, ProjectId project)
    {
        var data = (await user.Api.GetAsync($"/v2/project/{project}/statistics")).Data;
        var stages = data.GetProperty("stages").EnumerateArray().Select(stage => $"{stage.GetProperty("stageId").GetString()} {stage.GetProperty("tasks")}");
        return $"{string.Join(", ", stages)}; {data.GetProperty("total")}";
    }
}
