using System.Text.Json;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Live;

/// <summary>Open pages of the web app: who may listen to what, and that they hear it.</summary>
public sealed class AppSocketTests(LimnApplication limn)
{
    private const string Namespace = "/app";

    [Fact]
    public async Task Page_without_a_session_may_not_join()
    {
        var user = await limn.AddOwnerAsync();
        await using var stranger = await WireSocket.OpenAsync(limn.Address);
        await using var script = await WireSocket.OpenAsync(limn.Address, options => options.SetRequestHeader("apikey", user.ApiKey));

        foreach (var socket in new[] { stranger, script })
        {
            await socket.SendAsync("40/app,");
            (await socket.NextAsync()).ShouldBe("""44/app,{"message":"Sign in first."}""");
        }
    }

    [Fact]
    public async Task Page_of_another_site_may_not_join()
    {
        var user = await limn.AddOwnerAsync();
        var cookies = await limn.SignInAsync(user);
        await using var socket = await WireSocket.OpenAsync(limn.Address, options =>
        {
            options.Cookies = cookies;
            options.SetRequestHeader("Origin", "https://evil.example.org");
        });

        await socket.SendAsync("40/app,");

        (await socket.NextAsync()).ShouldStartWith("44/app,");
    }

    [Fact]
    public async Task Run_is_followed_live_from_the_light_to_the_notification()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var page = await OpenPageAsync(scene.Manager);
        await SubscribeAsync(page, 1, $"plugin/{scene.Id}");
        await using var plugin = await scene.ConnectAsync();
        var light = await page.NextEventAsync(Namespace, "live");
        light[0].GetString().ShouldBe($"plugin/{scene.Id}");
        light[1].GetRawText().ShouldBe($$"""{"id":"{{scene.Id}}","live":true,"connections":1}""");

        var run = await scene.RunOnAsync(plugin);
        await SubscribeAsync(page, 2, $"session/{run.Session}");
        await SubscribeAsync(page, 3, $"user/{scene.Manager.Id}");
        await plugin.LogAsync(run.Session, "INFO", "hello");
        (await page.NextEventAsync(Namespace, "session"))[1].GetProperty("state").GetString().ShouldBe("Running");
        var log = await page.NextEventAsync(Namespace, "log");
        log[0].GetString().ShouldBe($"session/{run.Session}");
        log[1][0].GetProperty("msg").GetString().ShouldBe("hello");

        await plugin.RespondAsync(new { response = "done", session = run.Session });
        var (first, second) = (await page.NextAsync(), await page.NextAsync());
        var frames = new[] { first, second }.Order().ToArray();
        frames[0].ShouldStartWith($$"""42/app,["notification","user/{{scene.Manager.Id}}",{"id":""");
        frames[1].ShouldStartWith($$"""42/app,["session","session/{{run.Session}}",{"id":"{{run.Session}}","state":"Succeeded","message":"done",""");
    }

    [Fact]
    public async Task Page_that_stopped_listening_hears_no_more()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var page = await OpenPageAsync(scene.Manager);
        await SubscribeAsync(page, 1, $"plugin/{scene.Id}");
        await page.SendAsync($"""42/app,["unsubscribe","plugin/{scene.Id}"]""");
        await SubscribeAsync(page, 2, $"user/{scene.Manager.Id}");

        await using var plugin = await scene.ConnectAsync();

        page.HasFrame.ShouldBeFalse();
    }

    [Fact]
    public async Task Topics_of_others_are_as_if_they_were_not_there()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var stranger = await limn.AddOwnerAsync();
        await using var outside = await OpenPageAsync(stranger);
        await using var labeler = await OpenPageAsync(scene.World[Role.Labeler]);

        foreach (var topic in new[] { $"user/{scene.Manager.Id}", $"plugin/{scene.Id}", $"session/{run.Session}", $"job/{scene.World.JobOf(scene.Manager)}", "session/x", "nothing", "" })
        {
            await ShouldRefuseAsync(outside, topic);
        }

        await ShouldRefuseAsync(labeler, $"session/{run.Session}");
        await ShouldRefuseAsync(labeler, $"job/{scene.World.JobOf(scene.Manager)}");
        await SubscribeAsync(labeler, 8, $"job/{scene.World.JobOf(scene.World[Role.Labeler])}");
    }

    [Fact]
    public async Task Lost_right_and_ended_session_are_noticed()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await using var page = await OpenPageAsync(scene.Manager);
        await SubscribeAsync(page, 1, $"session/{run.Session}");

        await limn.InDatabaseAsync(db => db.ProjectMembers
            .Where(member => member.ProjectId == scene.World.ProjectId && member.UserId == scene.Manager.Id).ExecuteDeleteAsync());
        await limn.Services.GetRequiredService<AppSockets>().RecheckAllAsync(CancellationToken.None);
        await plugin.LogAsync(run.Session, "INFO", "not for you");
        await plugin.RespondAsync(new { response = "x", session = run.Session });
        await Eventually.TrueAsync(
            async () => (await scene.Admin.GetAsync($"/v2/pluginSessions/{run.Session}")).Data.GetProperty("session").GetProperty("state").GetString() == "Succeeded",
            "the run ends");
        page.HasFrame.ShouldBeFalse();

        await limn.InDatabaseAsync(db => db.Users.Where(user => user.Id == scene.Manager.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.SecurityStamp, "changed")));
        await limn.Services.GetRequiredService<AppSockets>().RecheckAllAsync(CancellationToken.None);
        await page.ClosedAsync();
    }

    private async Task<WireSocket> OpenPageAsync(TestUser user)
    {
        var cookies = await limn.SignInAsync(user);
        var page = await WireSocket.OpenAsync(limn.Address, options => options.Cookies = cookies);
        await page.SendAsync("40/app,");
        (await page.NextAsync()).ShouldStartWith("40/app,{\"sid\":");
        return page;
    }

    private static async Task SubscribeAsync(WireSocket page, int ack, string topic)
    {
        await page.SendAsync($"""42/app,{ack}["subscribe","{topic}"]""");
        (await page.NextAsync()).ShouldBe($$"""43/app,{{ack}}[{"ok":true}]""");
    }

    private static async Task ShouldRefuseAsync(WireSocket page, string topic)
    {
        await page.SendAsync($"42/app,7{JsonSerializer.Serialize(new[] { "subscribe", topic })}");
        (await page.NextAsync()).ShouldBe("""43/app,7[{"ok":false,"message":"There is no such topic."}]""", topic);
    }
}
