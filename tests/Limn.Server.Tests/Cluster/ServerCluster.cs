using System.Net;
using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Npgsql;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Cluster;

/// <summary>Three processes over one PostgreSQL and one folder. They start at once, on an empty database.</summary>
public sealed class ServerCluster : IAsyncLifetime
{
    public const string Email = "admin@example.org";
    public const string Password = "correct horse battery";
    private const int Size = 3;
    private readonly string dataDirectory = Path.Combine(Path.GetTempPath(), $"limn-cluster-{Guid.NewGuid():N}");
    private PostgresServer? postgres;
    private string database = "";

    public ServerProcess[] Processes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (!LimnApplication.UsesPostgres)
        {
            return;
        }

        postgres = await PostgresServer.StartAsync();
        database = await postgres.CreateDatabaseAsync();
        var settings = new ServerSettings
        {
            DataDirectory = dataDirectory, OwnsDataDirectory = false,
            Further = new Dictionary<string, string>
            {
                ["Limn:Database"] = database, ["Limn:Cluster:Enabled"] = "true", ["Limn:Cluster:ProbeTimeout"] = "00:00:02",
                ["Limn:Cluster:DrainDelay"] = "00:00:01", ["Limn:Jobs:Lease"] = "00:00:03", ["Limn:Admin:Email"] = Email,
                ["Limn:Admin:Password"] = Password,
            },
        };
        Processes = await Task.WhenAll(Enumerable.Range(0, Size).Select(_ => ServerProcess.StartAsync(settings)));
    }

    /// <summary>Starts anew what has ended.</summary>
    public Task ReviveAsync() => Task.WhenAll(Processes.Where(process => process.HasExited).Select(process => process.StartProcessAsync()));

    /// <summary>Shows what the processes have written, to explain a failure.</summary>
    public void Show(ITestOutputHelper output)
    {
        for (var index = 0; index < Processes.Length; index++)
        {
            foreach (var line in Processes[index].Output)
            {
                output.WriteLine($"[{"ABC"[index]}] {line}");
            }
        }
    }

    /// <summary>Opens a connection to the database that all share.</summary>
    public async Task<NpgsqlConnection> OpenDatabaseAsync()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The only value of the only row of a query.</summary>
    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = await OpenDatabaseAsync();
#pragma warning disable CA2100 // The queries are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A process that is none of these.</summary>
    public ServerProcess Other(params ServerProcess[] than) => Processes.First(process => !than.Contains(process));

    /// <summary>The process that has written a line with this text since.</summary>
    public async Task<ServerProcess> WriterOfAsync(string text)
    {
        ServerProcess? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                found = Array.Find(Processes, process => process.Output.Any(line => line.Contains(text, StringComparison.Ordinal)));
                return Task.FromResult(found is not null);
            },
            $"a process writes: {text}");
        return found!;
    }

    /// <summary>A page of the web app, signed in at one process and open at another.</summary>
    public static async Task<WireSocket> OpenPageAsync(ServerProcess signedInAt, ServerProcess at)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = signedInAt.Address };
        (await new ApiClient(http).PostAsync("/v2/session", new { email = Email, password = Password })).Status.ShouldBe(HttpStatusCode.OK);
        var page = await WireSocket.OpenAsync(at.Address, options => options.Cookies = cookies);
        await page.SendAsync("40/app,");
        (await page.NextAsync()).ShouldStartWith("40/app,{\"sid\":");
        return page;
    }

    public static async Task SubscribeAsync(WireSocket page, string topic)
    {
        await page.SendAsync($"""42/app,1["subscribe","{topic}"]""");
        (await page.NextAsync()).ShouldBe("""43/app,1[{"ok":true}]""");
    }

    /// <summary>An installed export plugin and a project to run it on.</summary>
    public async Task<ClusterPlugin> AddPluginAsync()
    {
        var api = Processes[0].Api;
        var project = (await api.PostAsync("/v2/project", new { name = "Cluster" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        var plugin = (await api.PostAsync("/v2/plugins", new { name = "Boxes", type = "Export" })).Data;
        var id = plugin.GetProperty("plugin").GetProperty("_id").GetString()!;
        (await api.PostAsync($"/v2/plugins/{id}/install")).Status.ShouldBe(HttpStatusCode.OK);
        return new ClusterPlugin(project, id, plugin.GetProperty("secret").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
        {
            await process.DisposeAsync();
        }

        await (postgres?.DisposeAsync() ?? default);
        if (Directory.Exists(dataDirectory))
        {
            Directory.Delete(dataDirectory, recursive: true);
        }
    }
}

/// <summary>A plugin as its author and its users see it, at any process.</summary>
public sealed record ClusterPlugin(string Project, string Id, string Secret)
{
    public Task<WirePlugin> ConnectAsync(ServerProcess to) => WirePlugin.ConnectAsync(to.Address, Id, Secret);

    public Task WaitForLightAsync(ServerProcess at) => Eventually.TrueAsync(
        async () => (await at.Api.GetAsync($"/v2/plugins/{Id}")) is { Status: HttpStatusCode.OK } answer
            && answer.Data.GetProperty("plugin").GetProperty("live").GetBoolean(),
        "the light turns green");

    /// <summary>Presses Run until it is taken: while a process is being lost, it may be refused. Returns the session.</summary>
    public async Task<string> RunAsync(ServerProcess at)
    {
        ApiAnswer? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = await at.Api.PostAsync($"/v2/project/{Project}/plugins/{Id}/run", new { })).Status == HttpStatusCode.Accepted,
            () => $"the run is taken; {answer}");
        return answer!.Data.GetProperty("session").GetProperty("_id").GetString()!;
    }

    public static async Task<JsonElement> WaitForAsync(ServerProcess at, string session, string state)
    {
        ApiAnswer? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = await at.Api.GetAsync($"/v2/pluginSessions/{session}")) is { Status: HttpStatusCode.OK }
                && answer.Data.GetProperty("session").GetProperty("state").GetString() == state,
            () => $"the run is {state}; {answer}");
        return answer!.Data.GetProperty("session");
    }
}
