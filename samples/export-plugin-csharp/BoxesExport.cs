using System.Globalization;
using Limn.Annotations.Answers;
using Limn.Plugins;

namespace ExportPluginSample;

/// <summary>One line for each bounding box: asset, class, left, top, width, height.</summary>
public static class BoxesExport
{
    /// <summary>Reads the tasks of a run and makes the zip for its user.</summary>
    public static Task<ExportResult> RunAsync(ExportContext run, CancellationToken cancellationToken) =>
        ExportResult.ZipAsync($"{run.ProjectId}.zip", zip => WriteAsync(run, zip, cancellationToken));

    private static async Task WriteAsync(ExportContext run, ZipBuilder zip, CancellationToken cancellationToken)
    {
        var config = run.GetConfig<BoxesConfig>();
        var tasks = 0;
        var boxes = 0;
        await using var csv = zip.CreateText("boxes.csv");
        await csv.WriteLineAsync(string.Join(config.Separator, "asset", "class", "left", "top", "width", "height"));
        await foreach (var record in run.ReadTasksAsync(cancellationToken))
        {
            foreach (var tool in record.Task.Tools)
            {
                if (tool.Shape is not BoundingBox box)
                    continue;
                await csv.WriteLineAsync(Line(record.ExternalId, tool.Title, box, config.Separator));
                boxes++;
            }

            await run.ReportProgressAsync(++tasks, run.TaskCount ?? tasks, "Tasks Exported");
        }

        run.Logger.Info($"{boxes} boxes of {tasks} tasks");
    }

    private static string Line(string asset, string title, BoundingBox box, string separator)
    {
        var area = box.ToImageBox();
        double[] sides = [area.Left, area.Top, area.Width, area.Height];
        var numbers = sides.Select(side => side.ToString(CultureInfo.InvariantCulture));
        return string.Join(separator, [Quote(asset, separator), Quote(title, separator), .. numbers]);
    }

    private static string Quote(string text, string separator) =>
        text.AsSpan().ContainsAny("\"\r\n") || text.Contains(separator, StringComparison.Ordinal)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private sealed record BoxesConfig
    {
        /// <summary>Between two columns; the key <c>separator</c> of the configuration.</summary>
        public string Separator { get; init; } = ",";
    }
}
