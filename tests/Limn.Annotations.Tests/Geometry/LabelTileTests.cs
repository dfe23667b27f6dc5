using System.IO.Compression;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Tests.Geometry;

public sealed class LabelTileTests
{
    [Fact]
    public void Labels_survive_the_bytes()
    {
        var labels = new ushort[LabelTile.Pixels];
        var random = new Random(1);
        for (var index = 0; index < labels.Length; index += random.Next(1, 300))
            labels[index] = (ushort)random.Next(0, 5);
        var tile = LabelTile.From(labels);

        LabelTile.TryRead(tile.ToBytes(), 4, out var again).ShouldBeNull();

        var copy = new ushort[LabelTile.Pixels];
        again!.CopyTo(copy);
        copy.ShouldBe(labels);
        again.ToBytes().ShouldBe(tile.ToBytes());
        again.Labels.ShouldBe([1, 2, 3, 4], ignoreOrder: true);
    }

    [Fact]
    public void Neighbouring_runs_of_one_label_are_one()
    {
        LabelTile.TryRead(Compress(0x80, 0x80, 0x02, 1, 0x80, 0x80, 0x02, 1), 1, out var tile).ShouldBeNull();

        tile!.ToBytes().ShouldBe(LabelTile.From(Enumerable.Repeat((ushort)1, LabelTile.Pixels).ToArray()).ToBytes());
    }

    [Fact]
    public void Nothing_painted_is_empty() => LabelTile.From(new ushort[LabelTile.Pixels]).IsEmpty.ShouldBeTrue();

    [Theory]
    [InlineData(new byte[] { 1, 1 }, "the runs cover 1 pixels")]
    [InlineData(new byte[] { 0x80, 0x80, 0x04, 2 }, "label 2 is not in the palette")]
    [InlineData(new byte[] { 0x80, 0x80, 0x05, 1 }, "the runs cover 81920 pixels")]
    [InlineData(new byte[] { 0, 1 }, "a run is empty")]
    [InlineData(new byte[] { 0x80 }, "the runs end in the middle of a number")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1, 1 }, "the runs end in the middle of a number")]
    public void Wrong_runs_are_told(byte[] runs, string reason) =>
        LabelTile.TryRead(Compress(runs), 1, out _)!.ShouldStartWith(reason);

    [Fact]
    public void What_is_not_compressed_or_grows_without_end_is_refused()
    {
        LabelTile.TryRead([1, 2, 3, 4, 5], 1, out _)!.ShouldStartWith("the runs are not compressed");
        LabelTile.TryRead(Compress(new byte[10_000_000]), 1, out _)!.ShouldStartWith("the runs are not compressed");
    }

    private static byte[] Compress(params byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return buffer.ToArray();
    }
}
