using System.Runtime.InteropServices;
using System.Text.Json;
using Limn.Annotations.Validation;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Assets;

/// <summary>Labels that an asset is imported with.</summary>
/// <param name="Line">The whole entry, as a line of a label import.</param>
/// <param name="Count">Objects, classifications and relations.</param>
/// <param name="Size">Bytes of the entry.</param>
internal sealed record AssetLabels(LabelLine Line, int Count, int Size)
{
    private static readonly string[] Lists = ["objects", "tools", "classifications", "relations"];
    private static readonly string[] Masks = ["brushDataUrl", "medicalBrushDataUrl"];

    /// <summary>Null when the entry has none.</summary>
    public static AssetLabels? Read(JsonElement entry, AnswerLimits limits)
    {
        var count = CountIn(entry) + (entry.TryGetProperty("answer", out var answer) && answer.ValueKind == JsonValueKind.Object ? CountIn(answer) : 0);
        var hasMask = Masks.Any(key => entry.TryGetProperty(key, out var url) && url.ValueKind == JsonValueKind.String);

        if (count == 0 && !hasMask)
        {
            return null;
        }

        // The element's buffer goes back to its pool before the labels are used.
        var bytes = JsonMarshal.GetRawUtf8Value(entry).ToArray();
        return new AssetLabels(LabelLine.Parse(bytes, limits), count, bytes.Length);
    }

    private static int CountIn(JsonElement answer) =>
        Lists.Sum(key => answer.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0);
}

/// <summary>What became of the labels of an import.</summary>
internal sealed class AssetLabelReport
{
    private const int MostProblems = 1000;
    private readonly List<Problem> problems = [];

    /// <summary>Labels in the request.</summary>
    public int Found { get; private set; }

    /// <summary>Labels that were stored.</summary>
    public int Valid { get; private set; }

    /// <summary>The first thousand.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    public void Add(int count, bool isValid, IEnumerable<Problem> found)
    {
        Found += count;
        Valid += isValid ? count : 0;
        problems.AddRange(found.Take(MostProblems - problems.Count));
    }
}
