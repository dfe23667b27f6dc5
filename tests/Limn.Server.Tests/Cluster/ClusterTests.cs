using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Npgsql;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Cluster;

/// <summary>Three processes are one server: whoever is asked, wherever somebody is connected, whichever is lost.</summary>
public sealed class ClusterTests(ServerCluster cluster) : IClassFixture<ServerCluster>, IAsyncLifetime
{
    private static readonly byte[] Content = [1, 2, 3];

    private ServerProcess A => cluster.Processes[0];

    private ServerProcess B => cluster.Processes[1];

    private ServerProcess C => cluster.Processes[2];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(LimnApplication.UsesPostgres, "Several processes need PostgreSQL.");
        await cluster.ReviveAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState is { Result: TestResult.Failed })
        {
            cluster.Show(TestContext.Current.TestOutputHelper!);
        }

        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_an_empty_database_make_one_installation()
    {
        (await cluster.QueryAsync<long>("SELECT count(*) FROM organizations")).ShouldBe(1);
        (await cluster.QueryAsync<long>("SELECT count(*) FROM users")).ShouldBe(1);
        (await cluster.QueryAsync<long>("SELECT count(*) FROM plugins WHERE built_in = 'coco'")).ShouldBe(1);
        (await cluster.QueryAsync<long>("SELECT count(*) FROM orleans.OrleansMembershipTable WHERE Status = 3")).ShouldBe(3);
    }

    [Fact]
    public async Task Run_started_at_one_process_reaches_a_plugin_of_another_and_a_page_of_the_third()
    {
        var plugin = await cluster.AddPluginAsync();
        await using var page = await ServerCluster.OpenPageAsync(signedInAt: A, at: C);
        await ServerCluster.SubscribeAsync(page, $"plugin/{plugin.Id}");
        await using var connected = await plugin.ConnectAsync(B);
        (await page.NextEventAsync("/app", "live"))[1].GetProperty("live").GetBoolean().ShouldBeTrue();

        var session = await plugin.RunAsync(A);
        var run = await connected.NextRunAsync();
        run.Session.ShouldBe(session);
        await ServerCluster.SubscribeAsync(page, $"session/{session}");
        await connected.LogAsync(session, "INFO", "hello");
        (await page.NextEventAsync("/app", "session"))[1].GetProperty("state").GetString().ShouldBe("Running");
        (await page.NextEventAsync("/app", "log"))[1][0].GetProperty("msg").GetString().ShouldBe("hello");
        await connected.RespondAsync(new { export = true, response = await UploadAsync(run, upload: C, download: A), session });

        (await page.NextEventAsync("/app", "session"))[1].GetProperty("state").GetString().ShouldBe("Succeeded");
        var ended = await ClusterPlugin.WaitForAsync(C, session, "Succeeded");
        (await B.Api.Http.GetByteArrayAsync(new Uri(ended.GetProperty("downloadUrl").GetString()!, UriKind.Relative))).ShouldBe(Content);
    }

    [Fact]
    public async Task Notification_reaches_a_page_wherever_it_is_open()
    {
        var project = (await cluster.AddPluginAsync()).Project;
        var user = (await A.Api.GetAsync("/v2/session")).Data.GetProperty("user").GetProperty("id").GetString()!;
        await using var page = await ServerCluster.OpenPageAsync(signedInAt: B, at: C);
        await ServerCluster.SubscribeAsync(page, $"user/{user}");

        (await A.Api.PostAsync($"/v2/project/{project}/exports", new { doNotNotify = false })).Status.ShouldBe(HttpStatusCode.Accepted);

        (await page.NextEventAsync("/app", "notification"))[1].GetProperty("kind").GetString().ShouldBe("export.ready");
    }

    [Fact]
    public async Task Poll_that_comes_to_another_process_is_refused_so_that_the_client_connects_anew()
    {
        var opened = await A.Api.Http.GetStringAsync(new Uri("/socket.io/?EIO=4&transport=polling", UriKind.Relative));
        var sid = JsonDocument.Parse(opened[1..]).RootElement.GetProperty("sid").GetString();

        var astray = await B.Api.GetAsync($"/socket.io/?EIO=4&transport=polling&sid={sid}");

        astray.Status.ShouldBe(HttpStatusCode.BadRequest);
        astray.Json.GetProperty("message").GetString().ShouldBe("Session ID unknown");
    }

    [Fact]
    public async Task Job_whose_process_is_killed_is_taken_up_by_another_and_its_asker_elsewhere_gets_the_answer()
    {
        var project = (await cluster.AddPluginAsync()).Project;
        await using var held = await HeldTasksAsync();
        var answers = new List<Task<ApiAnswer>>();
        var running = A;
        while (running == A)
        {
            var known = await JobsAsync();
            answers.Add(A.Api.GetAsync($"/v2/export?project={project}"));
            var job = "";
            await Eventually.TrueAsync(async () => (job = (await JobsAsync()).Except(known).SingleOrDefault("")).Length > 0, "the job is there");
            running = await cluster.WriterOfAsync($"Job export {job} started");
        }

        await running.KillAsync();
        await held.DisposeAsync();

        foreach (var answer in answers)
        {
            (await answer).Data.GetProperty("taskCount").GetInt32().ShouldBe(0);
        }
    }

    [Fact]
    public async Task Run_ends_though_the_process_with_the_plugins_grain_is_killed()
    {
        var (plugin, connected, host) = await ConnectAwayFromGrainAsync(B);
        var asked = cluster.Other(B, host);
        var session = await plugin.RunAsync(asked);
        (await connected.NextRunAsync()).Session.ShouldBe(session);
        await connected.LogAsync(session, "INFO", "started");
        await ClusterPlugin.WaitForAsync(asked, session, "Running");

        await host.KillAsync();

        await connected.RespondAsync(new { response = "done", session });
        await ClusterPlugin.WaitForAsync(asked, session, "Succeeded");
        var next = await plugin.RunAsync(asked);
        (await connected.NextRunAsync()).Session.ShouldBe(next, "the connection registered again, without a heartbeat");
        await connected.DisposeAsync();
    }

    [Fact]
    public async Task Run_ends_though_the_process_with_the_plugins_socket_is_killed()
    {
        var plugin = await cluster.AddPluginAsync();
        await using var connected = await plugin.ConnectAsync(B);
        await plugin.WaitForLightAsync(A);
        var session = await plugin.RunAsync(A);
        await connected.NextRunAsync();
        await connected.LogAsync(session, "INFO", "started");
        await ClusterPlugin.WaitForAsync(A, session, "Running");

        await B.KillAsync();
        await connected.ClosedAsync();
        await ClusterPlugin.WaitForAsync(A, session, "Orphaned");
        await using var again = await plugin.ConnectAsync(C);
        await again.RespondAsync(new { response = "done", session });

        await ClusterPlugin.WaitForAsync(A, session, "Succeeded");
    }

    [Fact]
    public async Task Process_that_is_asked_to_stop_drains_first()
    {
        var plugin = await cluster.AddPluginAsync();
        await using var connected = await plugin.ConnectAsync(B);
        await plugin.WaitForLightAsync(A);
        await using var held = await HeldTasksAsync();
        var known = await JobsAsync();
        await StartJobAtAsync(B, plugin.Project);
        var jobs = (await JobsAsync()).Except(known).ToList();
        var stopwatch = Stopwatch.StartNew();

        await B.TerminateAsync();

        await Eventually.TrueAsync(
            async () => (await B.Api.GetAsync("/health/ready")).Status == HttpStatusCode.ServiceUnavailable, "it is not ready any more");
        (await B.Api.GetAsync("/v2/session")).Status.ShouldBe(HttpStatusCode.OK, "it still serves");
        await connected.ClosedAsync();
        (await B.ExitAsync()).ShouldBe(0);
        stopwatch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "nothing keeps it waiting");
        (await cluster.QueryAsync<long>($"SELECT count(*) FROM jobs WHERE id = '{jobs[^1]}' AND attempts = 2")).ShouldBe(0, "the attempt does not count");
        await held.DisposeAsync();
        foreach (var job in jobs)
        {
            await Eventually.TrueAsync(
                async () => (await A.Api.GetAsync($"/v2/jobs/{job}")).Data.GetProperty("state").GetString() == "Succeeded", "another process ends the job");
        }

        await using var again = await plugin.ConnectAsync(C);
        await plugin.WaitForLightAsync(A);
        var session = await plugin.RunAsync(A);
        (await again.NextRunAsync()).Session.ShouldBe(session);
    }

    /// <summary>Holds the tasks' table, so that exports wait in their middle; until it is disposed.</summary>
    private async Task<NpgsqlConnection> HeldTasksAsync()
    {
        var connection = await cluster.OpenDatabaseAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<string[]> JobsAsync() =>
        (await cluster.QueryAsync<string>("SELECT coalesce(string_agg(id, ','), '') FROM jobs")).Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Starts jobs until one runs at this process.</summary>
    private async Task StartJobAtAsync(ServerProcess wanted, string project)
    {
        ServerProcess? running = null;
        while (running != wanted)
        {
            var started = (await A.Api.PostAsync($"/v2/project/{project}/exports", new { })).Data;
            running = await cluster.WriterOfAsync($"Job export {started.GetProperty("job").GetProperty("id").GetString()} started");
        }
    }

    /// <summary>A plugin that is connected to one process while its grain is in another.</summary>
    private async Task<(ClusterPlugin Plugin, WirePlugin Connected, ServerProcess Host)> ConnectAwayFromGrainAsync(ServerProcess at)
    {
        while (true)
        {
            var plugin = await cluster.AddPluginAsync();
            var connected = await plugin.ConnectAsync(at);
            var host = await cluster.WriterOfAsync($"Plugin {plugin.Id}: live True");
            if (host != at)
            {
                return (plugin, connected, host);
            }

            await connected.DisposeAsync();
        }
    }

    /// <summary>Uploads a result at one process and returns its address as another signs it.</summary>
    private static async Task<string> UploadAsync(WireRun run, ServerProcess upload, ServerProcess download)
    {
        var address = (await ApiOf(upload, run).GetAsync("/v2/getUploadUrl?name=result.zip&type=exports")).Data.GetProperty("uploadUrl").GetString()!;
        await PluginScene.PutAsync(address, Content);
        return (await ApiOf(download, run).GetAsync($"/v2/getSignedUrl?name={address}&type=exports")).Data.GetProperty("signedUrl").GetString()!;
    }

    private static ApiClient ApiOf(ServerProcess process, WireRun run)
    {
        var http = new HttpClient { BaseAddress = process.Address };
        http.DefaultRequestHeaders.Add("apikey", run.Key);
        return new ApiClient(http);
    }
}
