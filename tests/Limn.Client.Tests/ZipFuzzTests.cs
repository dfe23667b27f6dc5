using System.IO.Compression;
using System.Text.Json;
using Limn.Client.Files;
using Limn.Formats.AngoExport;

namespace Limn.Client.Tests;

/// <summary>Zips that a broken or hostile hub sends: they are read, or refused as declared, and never take much memory.</summary>
public sealed class ZipFuzzTests
{
    private const long MostAllocated = 16L << 20;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Wounded_zip_is_read_or_refused(int seed)
    {
        var random = new Random(seed);
        var zip = Zip(random.Next(1, 40));
        for (var wound = 0; wound < 200; wound++)
        {
            var bytes = (byte[])zip.Clone();
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Survives(random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes).ShouldBeTrue($"seed {seed}, wound {wound}");
        }
    }

    [Fact]
    public void Entry_that_unpacks_to_a_thousand_times_its_size_takes_no_memory()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("bomb.json").Open();
            for (var block = 0; block < 100; block++)
            {
                entry.Write(new byte[1 << 20]);
            }
        }

        Survives(bytes.ToArray(), maxRecordBytes: 100_000).ShouldBeTrue();
    }

    private static bool Survives(byte[] bytes, int maxRecordBytes = 1 << 20)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var records = ZipEntryStream.OpenFirst(new MemoryStream(bytes));
            foreach (var _ in ExportRecordReader.ReadAsync(records, maxRecordBytes).ToBlockingEnumerable())
            {
            }
        }
        catch (Exception refusal) when (refusal is JsonException or InvalidDataException)
        {
            // As declared.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated;
    }

    private static byte[] Zip(int records)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("export.json").Open();
            JsonSerializer.Serialize(entry, Enumerable.Range(0, records).Select(number => new { asset = new { _id = $"{number}" }, task = new { taskId = $"{number}" } }));
        }

        return bytes.ToArray();
    }
}
