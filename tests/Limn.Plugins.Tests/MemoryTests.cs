using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

/// <summary>The garbage of other tests would be measured too, so these run alone.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Memory_is_flat_over_an_export_of_300_megabytes_in_and_out()
    {
        const int Count = 3000;
        const long Bound = 40L << 20;
        var padding = new string('x', 100_000);
        await using var hub = await FakeHub.StartAsync();
        var peak = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, ct) => ExportResult.ZipAsync("x.zip", async zip =>
        {
            await using var text = new StreamWriter(zip.CreateEntry("all.ndjson", System.IO.Compression.CompressionLevel.NoCompression));
            var read = 0;
            await foreach (var record in run.ReadTasksAsync(ct))
            {
                await text.WriteAsync(record.Extra!["padding"].GetString());
                if (++read % 500 == 0)
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        })));
        hub.Interfere(HubPhase.Uploaded, _ => { peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)); });

        var run = await hub.StartExportAsync(Sample.Id, new ExportInput
        {
            Records = Enumerable.Range(0, Count).Select(i => $$"""{"externalId":"{{i}}","padding":"{{padding}}"}"""),
        });
        await run.EndAsync(TimeSpan.FromMinutes(2));

        new FileInfo(run.ResultPath!).Length.ShouldBeGreaterThan(300_000_000);
        (peak - before).ShouldBeLessThan(Bound);
    }
}
