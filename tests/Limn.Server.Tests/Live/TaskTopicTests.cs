using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Live;

public sealed class TaskTopicTests(LimnApplication limn)
{
    [Fact]
    public async Task Open_task_hears_of_revisions_moves_and_of_who_else_has_it_open()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await using var page = await OpenPageAsync(project.Owner);
        await page.SendAsync($"""42/app,1["subscribe","task/{task}"]""");
        (await page.NextAsync()).ShouldBe("""43/app,1[{"ok":true}]""");
        var editor = await TestEditor.OpenAsync(project.Owner, task);

        await editor.SaveAsync(TestEditor.AddBox("a"));
        await project.Owner.Api.PostAsync($"/v2/task/{task}/presence", new { session = "editor", mode = "edit" });
        await project.Owner.Api.PostAsync($"/v2/task/{task}/submit", new { session = "editor" });

        (await page.NextAsync()).ShouldStartWith($$"""42/app,["revision","task/{{task}}",{"task":"{{task}}","number":1""");
        (await page.NextAsync()).ShouldStartWith($$"""42/app,["presence","task/{{task}}",{"task":"{{task}}","user":"{{project.Owner.Email}}","session":"editor","mode":"Edit","isLeaving":false""");
        (await page.NextAsync()).ShouldContain("\"stage\":\"Review\"");
    }

    [Fact]
    public async Task Window_that_loses_a_task_to_another_one_hears_of_it()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await TestEditor.OpenAsync(project.Owner, task);
        await using var page = await OpenPageAsync(project.Owner);
        await page.SendAsync($"""42/app,1["subscribe","task/{task}"]""");
        (await page.NextAsync()).ShouldBe("""43/app,1[{"ok":true}]""");

        await project.Owner.Api.PostAsync($"/v2/task/{task}/lease", new { session = "another", takeOver = true });

        (await page.NextAsync()).ShouldStartWith($$"""42/app,["task","task/{{task}}",{"task":"{{task}}""");
    }

    [Fact]
    public async Task Open_project_hears_that_its_classes_have_changed()
    {
        var project = await TestProject.CreateAsync(limn);
        await using var page = await OpenPageAsync(project.Owner);
        await page.SendAsync($"""42/app,1["subscribe","project/{project.Id}"]""");
        (await page.NextAsync()).ShouldBe("""43/app,1[{"ok":true}]""");

        await project.Owner.Api.PostAsync($"/v2/project/{project.Id}", new { categorySchema = new { tools = Array.Empty<object>() } });

        (await page.NextAsync()).ShouldStartWith($$"""42/app,["project","project/{{project.Id}}",{"project":"{{project.Id}}","schemaVersion":2""");
    }

    [Fact]
    public async Task Task_of_others_is_as_if_it_were_not_there()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await using var page = await OpenPageAsync(await limn.AddOwnerAsync());

        await page.SendAsync($"""42/app,1["subscribe","task/{task}"]""");

        (await page.NextAsync()).ShouldContain("There is no such topic.");
    }

    private async Task<WireSocket> OpenPageAsync(TestUser user)
    {
        var cookies = await limn.SignInAsync(user);
        var page = await WireSocket.OpenAsync(limn.Address, options => options.Cookies = cookies);
        await page.SendAsync("40/app,");
        (await page.NextAsync()).ShouldStartWith("40/app,{\"sid\":");
        return page;
    }
}
