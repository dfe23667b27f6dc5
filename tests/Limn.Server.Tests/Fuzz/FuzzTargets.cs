using System.Text;
using System.Text.Json;
using Limn.Annotations.Validation;
using Limn.Server.Assets;
using Limn.Server.Batches;
using Limn.Server.Exports;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Plugins.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Tests.Fuzz;

/// <summary>
/// Readers of what strangers send: any bytes, and nothing comes out of them but a value, a refusal or the exception that says "no JSON".
/// </summary>
internal static class FuzzTargets
{
    public static readonly IReadOnlyDictionary<string, Action<byte[]>> All = new Dictionary<string, Action<byte[]>>
    {
        ["array"] = bytes => ReadArray(bytes, bytes.Length + 1),
        ["array in pieces"] = bytes => ReadArray(bytes, 3),
        ["labels"] = ReadLabels,
        ["assets"] = ReadAssets,
        ["texts"] = bytes => ReadTexts(WholeTexts.Parse(bytes).RootElement),
        ["report"] = ReadReport,
        ["export query"] = bytes => ExportQuery.Read(QueryOf(bytes)),
        ["batches"] = bytes => BatchNames.ReadParameter(TextOf(bytes)),
        ["sorting"] = bytes => new Sorting<Row>("name").By("_id", row => row.Id).By("name", row => row.Name).Parse(TextOf(bytes)),
        ["file"] = ReadFileName,
    };

    /// <summary>Runs one of them; false when it refused the bytes as it is declared to.</summary>
    public static bool Run(string name, byte[] bytes)
    {
        try
        {
            All[name](bytes);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or RefusedException)
        {
            return false;
        }
    }

    private static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static QueryCollection QueryOf(byte[] bytes) => new(QueryHelpers.ParseQuery($"?{TextOf(bytes)}"));

    private static void ReadArray(byte[] bytes, int pieceLength) => Read(async () =>
    {
        await using var stream = WholeTexts.Check(new PieceStream(bytes, pieceLength));
        await foreach (var element in new JsonArrayReader(stream, 64, 1 << 20, "assets", "labels").ReadAsync(CancellationToken.None))
        {
            element.Dispose();
        }
    });

    private static void ReadLabels(byte[] bytes) => Read(async () =>
    {
        await using var stream = WholeTexts.Check(new MemoryStream(bytes));
        await foreach (var line in new LabelLines(stream, new Limits()).ReadAsync(CancellationToken.None))
        {
            _ = line.Line;
        }
    });

    private static void ReadAssets(byte[] bytes)
    {
        using var document = WholeTexts.Parse(bytes);
        var elements = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
        foreach (var element in elements)
        {
            AssetEntry.Read(element, "assets[0]", new AssetContext(new BatchNames([]), new AnswerLimits()), new List<Problem>());
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.String when element.GetString()!.Contains('\0'):
                throw new InvalidOperationException("A text that was let through holds U+0000.");
        }
    }

    private static void ReadReport(byte[] bytes)
    {
        using var document = WholeTexts.Parse(bytes);
        _ = PluginLogEntry.Read(document.RootElement, 100, DateTimeOffset.UnixEpoch).Progress;
        _ = PluginAnswer.Read(document.RootElement);
    }

    private static void ReadFileName(byte[] bytes)
    {
        var text = TextOf(bytes);
        _ = FileAddress.KeyIn(text);
        _ = FileKey.IsValid(text);
        _ = FileKey.ExtensionOf(text);
    }

    private static void Read(Func<Task> read) => read().GetAwaiter().GetResult();

    private sealed record Row(string Id, string Name);

    private sealed class PieceStream(byte[] bytes, int pieceLength) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceLength)], cancellationToken);
    }
}
