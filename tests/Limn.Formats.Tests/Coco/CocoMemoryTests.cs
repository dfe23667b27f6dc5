using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;
using Limn.Formats.AngoExport;
using Limn.Formats.Coco;

namespace Limn.Formats.Tests.Coco;

/// <summary>Measures memory, so nothing else may run beside it.</summary>
[Collection(nameof(CocoMemoryTests))]
[CollectionDefinition(nameof(CocoMemoryTests), DisableParallelization = true)]
public sealed class CocoMemoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_records_go_through_in_one_pass_with_a_small_memory()
    {
        const int records = 20_000;
        var options = new CocoOptions { Schema = CategorySchema.Parse("""{"tools":[{"schemaId":"box","tool":"bounding-box","title":"Box"}]}"""u8.ToArray()) };
        using var output = new CountingStream();
        using var spool = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        using var writer = new CocoWriter(output, () => spool, options);
        var start = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < records; i++)
            await writer.AddAsync(Record(i), Cancel);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - start;
        await writer.CompleteAsync(Cancel);

        writer.Report.Annotations.ShouldBe(records);
        output.Length.ShouldBeGreaterThan(records * 250);
        grown.ShouldBeLessThan(2_000_000);
    }

    private static ExportRecord Record(int number) => new()
    {
        Asset = $"https://x/{number}.jpg",
        ExternalId = $"{number}.jpg",
        Metadata = new AssetMetadata { Width = 100, Height = 50 },
        Task = new ExportTask { TaskId = "task", Tools = [new AnnotationObject { SchemaId = "box", Shape = new BoundingBox(1, 2, 3, 4) }] },
    };

    /// <summary>Counts what is written and keeps nothing.</summary>
    private sealed class CountingStream : MemoryStream
    {
        private long length;

        public override long Length => length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            length += buffer.Length;
            return default;
        }
    }
}
