using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Compat.Tests.Support;

/// <summary>A project with 364 real pictures of blood and all their boxes, imported over the wire once for all tests.</summary>
public sealed class BloodCells : IAsyncLifetime
{
    private static readonly string? Samples = Environment.GetEnvironmentVariable("LIMN_SAMPLE_DATA");

    private LimnApplication? limn;

    public TestUser Owner { get; private set; } = null!;

    public string ProjectId { get; private set; } = "";

    /// <summary>Boxes of each class, counted in the source's own files.</summary>
    public IReadOnlyDictionary<string, int> Boxes { get; private set; } = new Dictionary<string, int>();

    public async ValueTask InitializeAsync()
    {
        if (Samples is null)
        {
            return;
        }

        // The listeners of plugins are on this machine.
        limn = await LimnApplication.StartAsync(app => app.With("Limn:AllowedHosts:0", "127.0.0.0/8"));
        var folder = Path.Combine(Samples, "bccd");
        Owner = await limn.AddOwnerAsync();
        Boxes = Directory.EnumerateFiles(Path.Combine(folder, "Annotations"), "*.xml")
            .SelectMany(file => XDocument.Load(file).Descendants("object"))
            .CountBy(box => box.Element("name")!.Value).ToDictionary();
        ProjectId = await Script.RunAsync(Script.Python, "python/import_bccd.py", Origin, Owner.ApiKey, folder);
    }

    public string Origin => limn!.Address.ToString().TrimEnd('/');

    /// <summary>Skips the test where the samples are not there.</summary>
    public static void Require() => Assert.SkipWhen(Samples is null, "LIMN_SAMPLE_DATA is not set: the real pictures are not there.");

    /// <summary>The zip of a plugin holds one CSV with every box of the source, class by class.</summary>
    public void ShouldHoldEveryBox(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.GetEntry("boxes.csv")!.Open());
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Trim().Split(',')).ToList();
        rows.CountBy(row => row[1]).ToDictionary().ShouldBe(Boxes, ignoreOrder: true);
        rows.ShouldAllBe(row => row.Skip(2).All(number => double.Parse(number, CultureInfo.InvariantCulture) >= 0));
    }

    public ValueTask DisposeAsync() => limn?.DisposeAsync() ?? ValueTask.CompletedTask;
}
