using Limn.Annotations.Schemas;
using Limn.Formats.Coco;

namespace Limn.Plugins.BuiltIn;

/// <summary>Exports a project's pictures and their annotations as COCO files.</summary>
public static class CocoExport
{
    private const string Details = """
        Writes one COCO file for each content that the config names, and beside each a `conversion-report-*.json` with everything
        that COCO cannot hold.

        | key | default | meaning |
        | --- | --- | --- |
        | `content` | `["detection", "segmentation"]` | the files to write: `detection`, `segmentation`, `keypoints` |
        | `include_key_frames_only` | `false` | of videos, the key frames alone |
        | `verbose` | `true` | log the progress |
        """;

    /// <summary>What the catalogue says of it.</summary>
    public static PluginDescription Description { get; } = new(
        "coco", "COCO", "Boxes, polygons and segmentations with holes as COCO JSON.", Details,
        """{"content":["detection","segmentation"],"include_key_frames_only":false,"verbose":true}""");

    /// <summary>The plugin.</summary>
    public static ExportPlugin Create(PluginOptions options) => new(options, (run, cancellationToken) => RunAsync(run, options.TimeProvider, cancellationToken));

    private static async Task<ExportResult> RunAsync(ExportContext run, TimeProvider clock, CancellationToken cancellationToken)
    {
        run.Logger.Info("Plugin session is started!");
        var config = run.GetConfig<CocoConfig>();
        var project = await run.Client.GetProjectAsync(run.ProjectId, cancellationToken);
        var schema = CategorySchema.Parse(System.Text.Encoding.UTF8.GetBytes(project.CategorySchema.GetRawText()));
        var now = clock.GetUtcNow();
        var name = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{run.ProjectId}-export-{now.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss.fff'Z'}.zip");
        var result = await ExportResult.ZipAsync(name, async zip =>
        {
            foreach (var content in config.Contents())
            {
                var options = new CocoOptions { Schema = schema, Content = content, Description = project.Name, CreatedAt = now };
                await WriteAsync(run, config, zip, options, cancellationToken);
            }
        });
        run.Logger.Info("Plugin session is ended!");
        return result;
    }

    private static async Task WriteAsync(
        ExportContext run, CocoConfig config, ZipBuilder zip, CocoOptions options, CancellationToken cancellationToken)
    {
        var name = options.Content.ToString().ToLowerInvariant();
        using var entry = zip.CreateEntry($"{name}.json");
        using var writer = new CocoWriter(entry, TemporaryFile.Open, options);
        var done = 0;
        await foreach (var record in run.ReadTasksAsync(cancellationToken))
        {
            await writer.AddAsync(record, cancellationToken);
            done++;
            if (config.Verbose)
            {
                await run.ReportProgressAsync(done, run.TaskCount ?? done, $"Assets Processed for {name}");
            }
        }

        await writer.CompleteAsync(cancellationToken);
        await entry.DisposeAsync();
        await AddReportAsync(run, zip, name, writer, cancellationToken);
    }

    private static async Task AddReportAsync(
        ExportContext run, ZipBuilder zip, string name, CocoWriter writer, CancellationToken cancellationToken)
    {
        foreach (var (kind, reason, count) in writer.Report.Dropped)
        {
            run.Logger.Warning($"{name}: left out {count} of {kind}: {reason}");
        }

        await using var report = zip.CreateEntry($"conversion-report-{name}.json");
        await report.WriteAsync(writer.Report.ToUtf8(), cancellationToken);
    }
}
