using System.Text;
using System.Text.Json.Nodes;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Tests.AngoExport;

/// <summary>Each documented import line, stored and exported, gives the documented record.</summary>
public sealed class ExampleTests
{
    private static readonly Dictionary<string, Func<ExportRecordInput>> Records = new()
    {
        ["image"] = Examples.Image,
        ["pages"] = Examples.Pages,
        ["video"] = Examples.Video,
        ["audio"] = Examples.Audio,
        ["text"] = Examples.Text,
        ["pdf"] = Examples.Pdf,
        ["html"] = Examples.Html,
        ["volume"] = Examples.Volume,
        ["chat"] = Examples.Chat,
        ["point-cloud"] = Examples.PointCloud,
    };

    public static TheoryData<string> Names => [.. Records.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_is_exported_as_documented(string name)
    {
        var options = new ExportOptions { Schema = Examples.Schema, IncludeHistory = name == "image" };
        using var file = new MemoryStream();
        using var writer = new ExportDocumentWriter(file, ExportFraming.Json, options);

        await writer.WriteAsync(Records[name](), TestContext.Current.CancellationToken);
        await writer.CompleteAsync(TestContext.Current.CancellationToken);

        var actual = Encoding.UTF8.GetString(file.ToArray());
        JsonNode.DeepEquals(JsonNode.Parse(actual), Examples.ReadJson($"{name}.export.json")).ShouldBeTrue(actual);
    }
}
