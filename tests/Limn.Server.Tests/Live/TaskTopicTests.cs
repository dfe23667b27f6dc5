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
