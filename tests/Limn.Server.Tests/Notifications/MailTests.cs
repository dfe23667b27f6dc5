using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Notifications;

public sealed class MailTests
{
    [Fact]
    public async Task Runner_gets_a_mail_where_he_asked_for_one_and_a_mail_server_is_set()
    {
        await using var post = MailBox.Start();
        await using var limn = await LimnApplication.StartAsync(app => app
            .With("Limn:Mail:Host", "127.0.0.1").With("Limn:Mail:Port", $"{post.Port}").With("Limn:Mail:RequireTls", "false")
            .With("Limn:Mail:From", "limn@example.org"));
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        (await scene.Manager.Api.GetAsync("/v2/server")).Data.GetProperty("mail").GetBoolean().ShouldBeTrue();

        var session = await scene.RunAsync(new { sendEmail = true });
        await plugin.RespondAsync(new { response = "all boxes", session = (await plugin.NextRunAsync()).Session });
        await scene.WaitForAsync(session, PluginSessionState.Succeeded);

        var mail = await post.NextAsync();
        mail.ShouldContain($"To: {scene.Manager.Email}");
        mail.ShouldContain("From: limn@example.org");
        mail.ShouldContain("Subject: Boxes has finished");
        mail.ShouldContain("all boxes");
        mail.ShouldContain($"{limn.Address}plugin-sessions/{session}");
    }
}
