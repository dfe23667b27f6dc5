using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

/// <summary>The garbage of other tests would be measured too, so these run alone.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Memory_is_flat_over_300_megabytes()
    {
        const int Records = 3000;
        const long Bound = 30L << 20;
        var zip = WriteLargeExport(Records);
        try
        {
            await using var hub = await StubHub.StartAsync((app, hub) => ExportTests.MapExport(app, hub, () => Results.File(zip)));
            using var client = hub.Client;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await using var export = await client.ExportAsync(new ExportQuery { ProjectId = "p1" });
            export.Length.ShouldBeGreaterThan(300_000_000);
            var afterDownload = GC.GetTotalMemory(forceFullCollection: true);

            var count = 0;
            var peak = afterDownload;
            await foreach (var record in export.ReadRawAsync())
            {
                record.GetProperty("n").GetInt32().ShouldBe(count++);
                if (count % 500 == 0)
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }

            count.ShouldBe(Records);
            (peak - before).ShouldBeLessThan(Bound);
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [Fact]
    public async Task Large_import_streams_with_flat_memory()
    {
        const int Lines = 1000;
        const long Bound = 20L << 20;
        var received = 0L;
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/import/labels", async (HttpRequest request) =>
        {
            var buffer = new byte[64 * 1024];
            while (await request.Body.ReadAsync(buffer) is var count && count > 0)
                received += count;
            return StubHub.Success(new JsonObject { ["project"] = "done" });
        }));
        using var client = hub.Client;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;

        await client.ImportLabelsAsync("p1", ImportTests.Many(Lines, i =>
        {
            if (i % 250 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            return new JsonObject { ["externalId"] = $"{i}", ["padding"] = new string('x', 100_000) };
        }));

        received.ShouldBeGreaterThan(100_000L * Lines);
        (peak - before).ShouldBeLessThan(Bound);
    }

    private static string WriteLargeExport(int records)
    {
        var path = Path.Combine(Path.GetTempPath(), $"large-export-{Guid.NewGuid():N}.zip");
        var padding = new string('x', 100_000);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var text = new StreamWriter(zip.CreateEntry("export.ndjson", CompressionLevel.NoCompression).Open());
        for (var i = 0; i < records; i++)
            text.Write($$"""{"n":{{i}},"padding":"{{padding}}"}{{'\n'}}""");
        return path;
    }
}
