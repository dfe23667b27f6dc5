using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

/// <summary>Whatever fails, the run ends with an answer, the reason is in its log, and the plugin serves the next one.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(HubPhase.Exporting, "Error calling export")]
    [InlineData(HubPhase.AskingForUpload, "Error storing the result")]
    [InlineData(HubPhase.Signing, "Error storing the result")]
    [InlineData(HubPhase.Uploading, "Error storing the result")]
    [InlineData(HubPhase.Uploaded, "Error storing the result")]
    public async Task Refusal_of_the_hub_ends_the_run_with_its_reason(HubPhase phase, string step)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(phase, _ => Task.FromResult<HubReply?>(HubReply.Refuse(403, "You may not.")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(1) });

        await AssertFailedAsync(run, step);
        run.LogTexts[^1].ShouldStartWith($"ERROR {step}: ");
        await AssertServesAsync(hub, phase);
    }

    [Fact]
    public async Task Server_error_of_the_export_is_not_asked_for_again()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(HubPhase.Exporting, _ => Task.FromResult<HubReply?>(HubReply.Refuse(500, "database gone")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        (await run.Response)["message"]!.GetValue<string>().ShouldContain("database gone");
        run.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Broken_zip_is_told_when_it_is_read()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(HubPhase.Downloading, _ => Task.FromResult<HubReply?>(new HubReply(200, "<html>")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        (await run.Response)["error"]!.GetValue<bool>().ShouldBeTrue();
        run.LogTexts[^1].ShouldContain("InvalidDataException");
        await AssertServesAsync(hub, HubPhase.Downloading);
    }

    [Fact]
    public async Task Export_that_cannot_be_downloaded_ends_the_run()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(HubPhase.Downloading, _ => Task.FromResult<HubReply?>(HubReply.Refuse(404, "gone")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        await AssertFailedAsync(run, "Error calling export");
    }

    [Fact]
    public async Task Exception_of_the_author_reaches_user_and_log_without_folders()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (_, _) =>
            throw new InvalidOperationException("cannot open\n/home/ada/secret/key.pem, see https://h/a/b")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        var response = await run.Response;
        response["error"]!.GetValue<bool>().ShouldBeTrue();
        response["message"]!.GetValue<string>().ShouldBe("cannot open key.pem, see https://h/a/b");
        var log = run.LogTexts[^1];
        log.ShouldStartWith("ERROR System.InvalidOperationException: cannot open");
        log.ShouldContain("FailureTests.cs:line");
        log.ShouldNotContain("/home/ada");
        log.ShouldNotContain("/tests/");
        await run.Acknowledged.WaitAsync(Wait.Limit);
        plugin.Plugin.State.ShouldBe(PluginState.Live);
    }

    [Fact]
    public async Task Function_that_returns_nothing_is_told()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (_, _) => Task.FromResult<ExportResult>(null!)));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        (await run.Response)["message"]!.GetValue<string>().ShouldBe("The export function returned no result.");
    }

    [Fact]
    public async Task Empty_export_is_a_run_like_any_other()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        run.ReadText("boxes.csv").ShouldBe("");
    }

    [Fact]
    public async Task Run_key_that_the_hub_does_not_accept_ends_the_run()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(HubPhase.Exporting, _ => Task.FromResult<HubReply?>(HubReply.Refuse(401, "Invalid API KEY")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        (await run.Response)["message"]!.GetValue<string>().ShouldBe("Error calling export: GET /v2/export answered 401: Invalid API KEY");
    }

    private static async Task AssertFailedAsync(FakeRun run, string step)
    {
        var response = await run.Response;
        response["error"]!.GetValue<bool>().ShouldBeTrue();
        response["session"]!.GetValue<string>().ShouldBe(run.Session);
        response["message"]!.GetValue<string>().ShouldStartWith(step);
        response.ContainsKey("export").ShouldBeFalse();
        await run.Acknowledged.WaitAsync(Wait.Limit);
    }

    private static async Task AssertServesAsync(FakeHub hub, HubPhase phase)
    {
        hub.Interfere(phase, _ => { });
        var next = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(1) });
        next.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n");
    }
}
