using System.Globalization;
using Limn.Annotations.Answers;
using Limn.Client;
using Limn.Plugins.Testing;
using Microsoft.Extensions.Hosting;

namespace Limn.Plugins.Tests;

/// <summary>The code of docs/guides/plugins-csharp.md, which <see cref="GuideTests"/> compares with the guide.</summary>
public static class GuideSnippets
{
    internal static async Task FirstAsync()
    {
        // snippet
        var plugin = new ExportPlugin(PluginOptions.FromEnvironment(), async (run, ct) =>
        {
            run.Logger.Info("started");
            return await ExportResult.ZipAsync($"{run.ProjectId}.zip", async zip =>
            {
                await using var csv = zip.CreateText("boxes.csv");
                await foreach (var record in run.ReadTasksAsync(ct))
                {
                    foreach (var tool in record.Task.Tools)
                    {
                        if (tool.Shape is BoundingBox box)
                            await csv.WriteLineAsync(FormattableString.Invariant($"{record.ExternalId},{tool.Title},{box.X},{box.Y}"));
                    }
                }
            });
        });
        await PluginRunner.RunAsync(plugin);
        // end
    }

    // snippet
    private sealed record Settings
    {
        public bool Verbose { get; init; }

        public int VerboseFrequency { get; init; } = 1000; // "verbose_frequency" in the JSON
    }

    // end
    internal static async Task<ExportResult> TwoPassesAsync(ExportContext run, CancellationToken ct)
    {
        var settings = run.GetConfig<Settings>();
        var result = await ExportResult.ZipAsync("classes.zip", async zip =>
        {
            // snippet
            var classes = new SortedSet<string>(StringComparer.Ordinal);
            await foreach (var record in run.ReadTasksAsync(ct))
                classes.UnionWith(record.Task.Tools.Select(tool => tool.Title));

            var done = 0;
            await using var text = zip.CreateText("tasks.csv");
            await text.WriteLineAsync("asset," + string.Join(',', classes));
            await foreach (var record in run.ReadTasksAsync(ct))
            {
                var counts = record.Task.Tools.CountBy(tool => tool.Title).ToDictionary();
                var cells = classes.Select(name => counts.GetValueOrDefault(name));
                await text.WriteLineAsync($"{record.ExternalId},{string.Join(',', cells)}");
                await run.ReportProgressAsync(++done, run.TaskCount ?? done, "Tasks Exported");
            }

            // end
        });
        run.Logger.Debug(settings.Verbose.ToString(CultureInfo.InvariantCulture));
        return result;
    }

    internal static ModelPlugin Model(PluginOptions options, Func<Stream, Task<IReadOnlyList<(string Name, BoundingBox Box)>>> detectAsync)
    {
        // snippet
        var plugin = new ModelPlugin(options, async (run, ct) =>
        {
            await using var picture = await run.OpenAssetAsync(ct);
            var found = await detectAsync(picture);
            var objects = found
                .Where(detection => run.Classes?[detection.Name] is not null)
                .Select(detection => new AnnotationObject { SchemaId = run.Classes![detection.Name]!, Shape = detection.Box });
            return new AnnotationPayload { Answer = new Answer { Tools = [.. objects] } };
        });
        // end
        return plugin;
    }

    internal static BatchModelPlugin Batch(PluginOptions options)
    {
        // snippet
        var plugin = new BatchModelPlugin(options, async (run, ct) =>
        {
            if (run.Classes?["background"] is not { } schemaId)
                return "Map the class \"background\" first.";
            var yes = AnswerValue.FromText("yes");
            var labels = run.Client.ListAssetsAsync(run.ProjectId, cancellationToken: ct).Select(asset => new LabelImport
            {
                ExternalId = asset.ExternalId,
                Answer = new Answer { Classifications = [new Classification { SchemaId = schemaId, Answer = yes }] },
            });
            return (await run.Client.ImportLabelsAsync(run.ProjectId, labels, ct)).Summary;
        });
        // end
        return plugin;
    }

    internal static async Task HostAsync(string[] args)
    {
        // snippet
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddLimnPlugin(_ => new ExportPlugin(PluginOptions.FromEnvironment(), MyExport.RunAsync));
        await builder.Build().RunAsync();
        // end
    }

    // snippet
    [Fact]
    public static async Task My_export_survives_a_lost_connection()
    {
        await using var hub = await FakeHub.StartAsync();
        var plugin = new ExportPlugin(hub.Plugin("p1", "secret"), MyExport.RunAsync);
        using var stop = new CancellationTokenSource();
        var running = PluginRunner.RunAsync(plugin, stop.Token);

        hub.Interfere(HubPhase.Exporting, _ => hub.DropSockets());
        var run = await hub.RunExportAsync("p1", new ExportInput { Records = ["""{"externalId":"1.png","task":{"taskId":"t1"}}"""] });

        Assert.Equal("1.png\n", run.ReadText("assets.txt"));
        await stop.CancelAsync();
        await running;
    }

    // end
    private static class MyExport
    {
        public static Task<ExportResult> RunAsync(ExportContext run, CancellationToken ct) => ExportResult.ZipAsync("x.zip", async zip =>
        {
            await using var text = zip.CreateText("assets.txt");
            await foreach (var record in run.ReadTasksAsync(ct))
                await text.WriteLineAsync(record.ExternalId);
        });
    }
}
