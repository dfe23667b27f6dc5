using System.IO.Compression;

namespace Limn.Annotations.Geometry;

/// <summary>
/// One tile of a painted mask: 256 x 256 labels, row by row, as runs. Its bytes are pairs of unsigned LEB128 numbers (length of the run,
/// label) that cover exactly the tile, compressed by raw DEFLATE (RFC 1951). Immutable and thread safe.
/// </summary>
public sealed class LabelTile
{
    /// <summary>Pixels of a side.</summary>
    public const int Size = 256;

    /// <summary>Pixels of a tile.</summary>
    public const int Pixels = Size * Size;

    // A run and a label take at most three bytes each.
    private const int MostBytes = Pixels * 6;
    private readonly List<(int Length, int Label)> runs;

    private LabelTile(List<(int Length, int Label)> runs) => this.runs = runs;

    /// <summary>Nothing is painted.</summary>
    public bool IsEmpty => runs is [(_, 0)];

    /// <summary>The labels that occur, without 0.</summary>
    public IReadOnlySet<int> Labels => runs.Select(run => run.Label).Where(label => label > 0).ToHashSet();

    /// <summary>A tile with these labels.</summary>
    /// <param name="labels">Exactly <see cref="Pixels"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static LabelTile From(ReadOnlySpan<ushort> labels)
    {
        if (labels.Length != Pixels)
            throw new ArgumentException($"A tile has {Pixels} pixels.", nameof(labels));
        var runs = new List<(int, int)>();
        var start = 0;
        for (var index = 1; index <= labels.Length; index++)
        {
            if (index == labels.Length || labels[index] != labels[start])
            {
                runs.Add((index - start, labels[start]));
                start = index;
            }
        }
        return new LabelTile(runs);
    }

    /// <summary>Reads compressed runs.</summary>
    /// <param name="compressed">The bytes.</param>
    /// <param name="largestLabel">Labels above it are refused.</param>
    /// <param name="tile">The tile, with neighbouring runs of one label made one.</param>
    /// <returns>What is wrong with the bytes; null when nothing is.</returns>
    public static string? TryRead(byte[] compressed, int largestLabel, out LabelTile? tile)
    {
        tile = null;
        if (Inflate(compressed) is not { } bytes)
            return "the runs are not compressed by DEFLATE, or are too long";
        var runs = new List<(int Length, int Label)>();
        var (at, sum) = (0, 0);
        while (at < bytes.Length)
        {
            if (!TryReadNumber(bytes, ref at, out var length) || !TryReadNumber(bytes, ref at, out var label))
                return "the runs end in the middle of a number";
            if (length == 0 || label > largestLabel)
                return length == 0 ? "a run is empty" : $"label {label} is not in the palette";
            sum += length;
            if (sum > Pixels)
                break;
            if (runs.Count > 0 && runs[^1].Label == label)
                runs[^1] = (runs[^1].Length + length, label);
            else
                runs.Add((length, label));
        }
        if (sum != Pixels)
            return $"the runs cover {sum} pixels, a tile has {Pixels}";
        tile = new LabelTile(runs);
        return null;
    }

    /// <summary>The compressed runs. The same labels give the same bytes.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Fastest))
        {
            Span<byte> number = stackalloc byte[2 * 5];
            foreach (var (length, label) in runs)
            {
                var count = WriteNumber(number, length);
                count += WriteNumber(number[count..], label);
                deflate.Write(number[..count]);
            }
        }
        return buffer.ToArray();
    }

    /// <summary>Writes the labels, row by row.</summary>
    /// <param name="labels">At least <see cref="Pixels"/>.</param>
    public void CopyTo(Span<ushort> labels)
    {
        var at = 0;
        foreach (var (length, label) in runs)
        {
            labels.Slice(at, length).Fill((ushort)label);
            at += length;
        }
    }

    private static byte[]? Inflate(byte[] compressed)
    {
        using var source = new MemoryStream(compressed);
        using var inflate = new DeflateStream(source, CompressionMode.Decompress);
        var bytes = new byte[MostBytes + 1];
        try
        {
            var length = inflate.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > MostBytes ? null : bytes[..length];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool TryReadNumber(byte[] bytes, ref int at, out int number)
    {
        number = 0;
        for (var shift = 0; shift <= 14 && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }

    private static int WriteNumber(Span<byte> target, int number)
    {
        var count = 0;
        for (; number >= 0x80; number >>= 7)
            target[count++] = (byte)(number | 0x80);
        target[count++] = (byte)number;
        return count;
    }
}
