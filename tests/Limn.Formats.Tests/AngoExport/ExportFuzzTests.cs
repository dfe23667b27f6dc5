using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Tests.AngoExport;

/// <summary>Exports of strangers: any bytes, and the reader ends with records or with one of its two declared exceptions.</summary>
public sealed class ExportFuzzTests
{
    private const int MaxRecordBytes = 100_000;
    private const long MostAllocated = 8L << 20;

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """[{"asset":{"_id":"a","externalId":"a.png","dataset":[]},"task":{"taskId":"1","tools":[{"title":"Car","bounding-box":{"x":1,"y":2,"width":3,"height":4}}],"classifications":[],"relations":[],"stageHistory":[]}}]""",
            "{\"asset\":{\"_id\":\"a\"},\"task\":{\"taskId\":\"1\"}}\n{\"asset\":null,\"task\":null}\r\n\n{}",
            "[\"\\ud800\",\"\\u0000\",{\"asset\":{\"\\udc00\":1}}]", "\uFEFF[]", "[", "[,]", "[{}]{}", "{\"task\":{\"taskId\":1e999}}",
            new string('[', 300) + new string(']', 300),
        }.Select(Encoding.UTF8.GetBytes),
        [.. "[\""u8, 0xff, 0xc3, .. "\"]"u8],
    ];

    private static readonly byte[][] Splinters = [.. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "null", "1e999", "\\ud800", "\uFEFF" }.Select(Encoding.UTF8.GetBytes), [0xff], [0]];

    private static readonly Gen<byte[]> Wounded =
        from seed in Gen.Elements(Seeds)
        from at in Gen.Choose(0, seed.Length)
        from cut in Gen.Choose(0, 8)
        from splinter in Gen.Elements(Splinters)
        select (byte[])[.. seed[..at], .. splinter, .. seed[Math.Min(seed.Length, at + cut)..]];

    [Fact]
    public void Kept_inputs_are_read_or_refused() => Seeds.ShouldAllBe(seed => Survives(seed));

    [Property(MaxTest = 1000)]
    public bool Random_bytes_are_read_or_refused(byte[] bytes) => Survives(bytes);

    [Property(MaxTest = 2000)]
    public Property Wounded_exports_are_read_or_refused() => Prop.ForAll(Wounded.ToArbitrary(), Survives);

    private static bool Survives(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var pieceLength in (int[])[1, 1000])
        {
            Read(stream => ExportRecordReader.ReadAsync(stream, MaxRecordBytes), bytes, pieceLength);
            Read(stream => ExportRecordReader.ReadIssuesAsync(stream, MaxRecordBytes), bytes, pieceLength);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated;
    }

    private static void Read<T>(Func<Stream, IAsyncEnumerable<T>> read, byte[] bytes, int pieceLength)
    {
        try
        {
            using var stream = new ChunkedStream(bytes, pieceLength);
            foreach (var _ in read(stream).ToBlockingEnumerable())
            {
            }
        }
        catch (Exception refusal) when (refusal is JsonException or InvalidDataException)
        {
            // As declared.
        }
    }
}
