using Limn.Annotations.Answers;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

/// <summary>Records and a plugin that most tests use.</summary>
internal static class Sample
{
    public const string Id = "65aa000000000000000000f1";
    public const string Secret = "0b0e7a86-2c3e-4a0e-9f55-2d4c5a1f7b10";

    public static string Record(int number) => $$$"""
        {"asset":"http://h/{{{number}}}.png","assetId":"a{{{number}}}","externalId":"{{{number}}}.png","batches":["Pilot"],
        "metadata":{"width":640},
        "task":{"taskId":"t{{{number}}}","stage":"Complete","stageId":"Complete","updatedAt":"2026-01-15T10:30:00.000Z","updatedBy":"",
        "tools":[{"objectId":"o","schemaId":"s","title":"Car","classifications":[],
        "bounding-box":{"x":{{{number}}},"y":2,"width":3,"height":4}}],
        "classifications":[],"relations":[]}}
        """.ReplaceLineEndings("");

    public static IEnumerable<string> Records(int count) => Enumerable.Range(1, count).Select(Record);

    public static ExportPlugin Plugin(FakeHub hub, Func<ExportContext, CancellationToken, Task<ExportResult>> export) =>
        new(hub.Plugin(Id, Secret), export);

    /// <summary>The boxes as a table: what a first plugin of anybody does.</summary>
    public static Task<ExportResult> BoxesAsync(ExportContext run, CancellationToken cancellationToken) =>
        ExportResult.ZipAsync($"{run.ProjectId}.zip", async zip =>
        {
            run.Logger.Info("started");
            await using var csv = zip.CreateText("boxes.csv");
            await foreach (var record in run.ReadTasksAsync(cancellationToken))
            {
                foreach (var tool in record.Task.Tools)
                {
                    if (tool.Shape is BoundingBox box)
                        await csv.WriteLineAsync(FormattableString.Invariant($"{record.ExternalId},{tool.Title},{box.X},{box.Y}"));
                }
            }
        });
}
