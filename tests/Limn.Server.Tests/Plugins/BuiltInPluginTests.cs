using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Limn.Plugins;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.Server.Plugins.BuiltIn;
using Limn.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>Plugins that the server hosts: written with the SDK, run as any other.</summary>
public sealed class BuiltInPluginTests(BuiltInPluginTests.HostingServer server) : IClassFixture<BuiltInPluginTests.HostingServer>, IAsyncLifetime
{
    private static readonly BuiltInPlugin Counter = new("counter", options => new ExportPlugin(options, CountAsync))
    {
        Title = "Counter", Description = "Counts tasks", Details = "# Counter", DefaultConfig = """{"greeting":"hello"}""",
    };

    private static readonly BuiltInPlugin Sleeper = new("sleeper", options => new ExportPlugin(options, SleepAsync))
    {
        Title = "Sleeper", Description = "Waits to be cancelled", Details = "",
    };

    private static readonly TaskCompletionSource Slept = new();
    private TestWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await TestWorld.CreateAsync(server.Limn);
        await InstallAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Organization_has_it_installed_and_live()
    {
        var plugin = await FindAsync("Counter");

        plugin.GetProperty("builtIn").GetString().ShouldBe("counter");
        plugin.GetProperty("live").GetBoolean().ShouldBeTrue();
        plugin.GetProperty("installed").GetBoolean().ShouldBeTrue();
        plugin.GetProperty("defaultConfig").GetString().ShouldBe("""{"greeting":"hello"}""");
        plugin.TryGetProperty("development", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task It_exports_as_any_plugin_does()
    {
        var session = await RunAsync("Counter");

        var ended = await WaitForAsync(session, PluginSessionState.Succeeded);
        ended.GetProperty("fileName").GetString().ShouldBe("count.zip");
        await using var stream = await world[Role.Manager].Api.Http.GetStreamAsync(new Uri($"/v2/pluginSessions/{session}/download", UriKind.Relative));
        using var zip = new ZipArchive(await ReadAsync(stream));
        using var reader = new StreamReader(zip.GetEntry("count.txt")!.Open());
        (await reader.ReadToEndAsync()).ShouldBe("hello 1");
        (await world[Role.Manager].Api.GetAsync($"/v2/pluginSessions/{session}/logs")).Data.GetProperty("logs")[0].GetProperty("msg").GetString()
            .ShouldBe("counting");
    }

    [Fact]
    public async Task Error_of_its_author_fails_the_run_with_the_reason()
    {
        var session = await RunAsync("Counter", new { config = new { fail = true } });

        (await WaitForAsync(session, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("asked to fail");
    }

    [Fact]
    public async Task Cancelling_reaches_it()
    {
        var session = await RunAsync("Sleeper");
        await Eventually.TrueAsync(
            async () => (await world[Role.Manager].Api.GetAsync($"/v2/pluginSessions/{session}/logs")).Data.GetProperty("total").GetInt32() == 1, "it sleeps");

        (await world[Role.Manager].Api.PostAsync($"/v2/pluginSessions/{session}/cancel")).Status.ShouldBe(HttpStatusCode.OK);

        await WaitForAsync(session, PluginSessionState.Cancelled);
        await Slept.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task It_can_be_removed_for_good_but_not_changed()
    {
        var id = (await FindAsync("Counter")).GetProperty("_id").GetString();
        var owner = world[Role.Owner].Api;

        (await owner.PatchAsync($"/v2/plugins/{id}", new { name = "Mine" })).FailsWith(HttpStatusCode.Conflict);
        (await owner.DeleteAsync($"/v2/plugins/{id}")).FailsWith(HttpStatusCode.Conflict);
        (await owner.GetAsync($"/v2/plugins/{id}/secret")).FailsWith(HttpStatusCode.Conflict);
        (await owner.PostAsync($"/v2/plugins/{id}/secret")).FailsWith(HttpStatusCode.Conflict);
        (await owner.DeleteAsync($"/v2/plugins/{id}/install")).Status.ShouldBe(HttpStatusCode.OK);
        await InstallAsync();

        (await owner.GetAsync("/v2/plugins?scope=organization")).Data.GetProperty("plugins").EnumerateArray()
            .ShouldNotContain(plugin => plugin.GetProperty("name").GetString() == "Counter");
        (await FindAsync("Counter", "directory")).GetProperty("installed").GetBoolean().ShouldBeFalse("it can be installed again");
    }

    private static async Task<ExportResult> CountAsync(ExportContext run, CancellationToken cancellationToken)
    {
        run.Logger.Info("counting");
        if (run.Config.ContainsKey("fail"))
        {
            throw new InvalidOperationException("asked to fail");
        }

        var count = 0;
        await foreach (var _ in run.ReadRawAsync(cancellationToken))
        {
            count++;
        }

        return await ExportResult.ZipAsync("count.zip", async zip =>
        {
            await using var text = zip.CreateText("count.txt");
            await text.WriteAsync($"{run.Config["greeting"] ?? "hello"} {count}");
        });
    }

    private static async Task<ExportResult> SleepAsync(ExportContext run, CancellationToken cancellationToken)
    {
        run.Logger.Info("asleep");
        cancellationToken.Register(() => Slept.TrySetResult());
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("nobody woke me");
    }

    private static async Task<MemoryStream> ReadAsync(Stream stream)
    {
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy;
    }

    // What happens at each start, for organizations that came meanwhile.
    private Task InstallAsync() => server.Limn.Services.GetRequiredService<BuiltInCatalogue>().InstallAsync(CancellationToken.None);

    private async Task<JsonElement> FindAsync(string name, string scope = "organization") =>
        (await world[Role.Owner].Api.GetAsync($"/v2/plugins?scope={scope}")).Data.GetProperty("plugins").EnumerateArray()
        .Single(plugin => plugin.GetProperty("name").GetString() == name);

    private async Task<string> RunAsync(string name, object? body = null)
    {
        var id = (await FindAsync(name)).GetProperty("_id").GetString();
        return (await world[Role.Manager].Api.PostAsync($"/v2/project/{world.ProjectId}/plugins/{id}/run", body ?? new { })).Data
            .GetProperty("session").GetProperty("_id").GetString()!;
    }

    private async Task<JsonElement> WaitForAsync(string session, PluginSessionState state)
    {
        JsonElement found = default;
        await Eventually.TrueAsync(
            async () =>
            {
                found = (await world[Role.Manager].Api.GetAsync($"/v2/pluginSessions/{session}")).Data.GetProperty("session");
                return found.GetProperty("state").GetString() == state.ToString();
            },
            () => $"the run is {state}; it is {found}");
        return found;
    }

    /// <summary>A server that hosts the two plugins of these tests.</summary>
    public sealed class HostingServer : IAsyncLifetime
    {
        public LimnApplication Limn { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Limn = await LimnApplication.StartAsync(
            limn => limn.WithServices(services => services.AddSingleton(Counter).AddSingleton(Sleeper)));

        public ValueTask DisposeAsync() => Limn.DisposeAsync();
    }
}
