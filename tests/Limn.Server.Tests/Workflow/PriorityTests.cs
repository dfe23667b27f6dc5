using System.Net;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Workflow;

public sealed class PriorityTests(LimnApplication limn)
{
    private static readonly string[] FirstPicture = ["a.png"];

    [Fact]
    public async Task Priority_is_set_on_what_the_filters_mean()
    {
        var project = await TestProject.CreateAsync(limn);
        var wanted = await project.AddTaskAsync(externalId: "a.png");
        var other = await project.AddTaskAsync(externalId: "b.png");

        var reply = await project.Owner.Api.PostAsync(
            $"/v2/project/{project.Id}/updatePriority", new { filters = new { externalIds = FirstPicture }, priority = 5, options = new { } });

        reply.Data.GetRawText().ShouldBe("""{"result":{"modified":1}}""");
        (await project.ReadAsync(wanted)).Priority.ShouldBe(5);
        (await project.ReadAsync(other)).Priority.ShouldBe(0);
    }

    [Fact]
    public async Task Many_tasks_are_a_job_with_the_same_reply()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTasksAsync(700);

        var reply = await project.Owner.Api.PostAsync($"/v2/project/{project.Id}/updatePriority", new { priority = -10_000 });

        reply.Data.GetProperty("result").GetProperty("modified").GetInt32().ShouldBe(700);
        (await limn.InDatabaseAsync(db => db.Tasks.CountAsync(task => task.ProjectId == project.Id && task.Priority == -10_000))).ShouldBe(700);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"priority":10001}""")]
    [InlineData("""{"priority":1.5}""")]
    [InlineData("""{"priority":"high"}""")]
    public async Task Priority_out_of_its_range_is_refused(string body)
    {
        var project = await TestProject.CreateAsync(limn);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await project.Owner.Api.PostAsync($"/v2/project/{project.Id}/updatePriority", content)).FailsWith(HttpStatusCode.BadRequest);
    }
}
