using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Limn.Bench.Processes;
using Limn.Bench.Results;
using Limn.Server.Tests.Plugins;

namespace Limn.Bench.Benchmarks;

/// <summary>
/// A run of an export plugin, from the button to the result: what of its time is the server's own. The export stream and the plugin's work
/// are not counted; the requests for addresses and the upload are.
/// </summary>
internal static class PluginRunBenchmark
{
    private const string Name = "plugin-run";
    private const int UsualTasks = 10_000;
    private const double Limit = 200; // ms
    private const int ResultBytes = 1 << 20;

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        foreach (var kind in options.Databases)
        {
            await RunAsync(kind, options, table);
        }
    }

    private static async Task RunAsync(DatabaseKind kind, BenchmarkOptions options, ResultsTable table)
    {
        var tasks = options.Tasks ?? UsualTasks;
        await using var database = await BenchDatabase.StartAsync(kind);
        await using var server = await BenchServer.StartAsync(database.ConnectionString);
        var project = await LabelledProject.CreateAsync(server, tasks);
        var created = await server.SendAsync(HttpMethod.Post, "/v2/plugins", new { name = "Benchmark", type = "Export" });
        var id = created.GetProperty("plugin").GetProperty("_id").GetString()!;
        await server.SendAsync(HttpMethod.Post, $"/v2/plugins/{id}/install");
        await using var plugin = await WirePlugin.ConnectAsync(server.Address, id, created.GetProperty("secret").GetString()!);
        while (!(await server.SendAsync(HttpMethod.Get, $"/v2/plugins/{id}")).GetProperty("plugin").GetProperty("live").GetBoolean())
        {
            await Task.Delay(10);
        }

        var times = new List<double>();
        _ = await RunOnceAsync(server, plugin, project, id);
        for (var run = 0; run < options.Runs; run++)
        {
            times.Add(await RunOnceAsync(server, plugin, project, id));
        }

        table.Add(new Result(Name, string.Create(CultureInfo.InvariantCulture, $"the server's own time, {tasks:N0} tasks, {kind}"))
        {
            Measured = $"{times.Median():0} ms", Goal = $"< {Limit} ms", IsMet = times.Median() < Limit,
        });
    }

    private static async Task<double> RunOnceAsync(BenchServer server, WirePlugin plugin, string project, string id)
    {
        var begun = Stopwatch.GetTimestamp();
        await server.SendAsync(HttpMethod.Post, $"/v2/project/{project}/plugins/{id}/run", new { stages = Array.Empty<string>() });
        var run = await plugin.NextRunAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", run.Key);

        var exporting = Stopwatch.GetTimestamp();
        var export = await GetAsync(http, $"/v2/export?project={project}&format=ndjson");
        await using (var zip = await http.GetStreamAsync(new Uri(export.GetProperty("exportPath").GetString()!)))
        {
            await zip.CopyToAsync(Stream.Null);
        }

        var exported = Stopwatch.GetElapsedTime(exporting);
        var upload = (await GetAsync(http, $"/v2/getUploadUrl?name=result.zip&project={project}&type=exports")).GetProperty("uploadUrl").GetString()!;
        var download = (await GetAsync(http, $"/v2/getSignedUrl?name={upload}&project={project}&type=exports")).GetProperty("signedUrl").GetString()!;
        using var content = new ByteArrayContent(new byte[ResultBytes]);
        using var put = await http.PutAsync(new Uri(upload), content);
        put.EnsureSuccessStatusCode();
        await plugin.RespondAsync(new { export = true, response = download, session = run.Session });
        await plugin.AckAsync(run);
        while ((await server.SendAsync(HttpMethod.Get, $"/v2/pluginSessions/{run.Session}")).GetProperty("session").GetProperty("state").GetString() != "Succeeded")
        {
            await Task.Delay(1);
        }

        return (Stopwatch.GetElapsedTime(begun) - exported).TotalMilliseconds;
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return document.RootElement.GetProperty("data").Clone();
    }
}
