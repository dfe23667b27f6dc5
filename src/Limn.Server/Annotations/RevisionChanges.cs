using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Limn.Annotations.Changes;
using Limn.Server.Brushes;

namespace Limn.Server.Annotations;

/// <summary>What a revision changes: members, and the addresses of painted masks.</summary>
internal sealed record RevisionChanges(RawJson Json, int Added, int Changed, int Removed)
{
    private const string Brush = "brushDataUrl";
    private const string Tiles = "brushTiles";
    private const string MedicalBrush = "medicalBrushDataUrl";

    public bool IsEmpty => Json.Utf8.Length == 2;

    /// <param name="before">The answer so far.</param>
    /// <param name="after">The answer from now on.</param>
    /// <param name="painted">Tiles of the mask that the revision paints.</param>
    public static RevisionChanges Between(StoredAnswer before, StoredAnswer after, IReadOnlyList<BrushTile> painted)
    {
        var members = AnswerChanges.Between(before.Document.Utf8, after.Document.Utf8);
        var areMasksSame = before.BrushDataUrl == after.BrushDataUrl && before.MedicalBrushDataUrl == after.MedicalBrushDataUrl;
        return new RevisionChanges(
            areMasksSame ? new RawJson(members.Utf8) : WithMasks(members, before, after, painted), members.Added, members.Changed, members.Removed);
    }

    /// <summary>The answer after one more revision.</summary>
    /// <exception cref="InvalidDataException">The changes do not belong to this answer.</exception>
    public static ReplayedAnswer Apply(ReplayedAnswer answer, RawJson changes)
    {
        using var document = changes.ToDocument();
        return new ReplayedAnswer(
            new RawJson(AnswerChanges.Apply(answer.Document.Utf8, changes.Utf8)),
            MaskOf(document.RootElement, Brush, answer.BrushDataUrl),
            MaskOf(document.RootElement, MedicalBrush, answer.MedicalBrushDataUrl));
    }

    /// <summary>The same for the masks alone.</summary>
    public static ReplayedAnswer ApplyMasks(ReplayedAnswer answer, RawJson changes)
    {
        // Most revisions hold members only, and those need not be parsed for it.
        if (changes.Utf8.Span.IndexOf("rushDataUrl\""u8) < 0)
        {
            return answer;
        }

        using var document = changes.ToDocument();
        return answer with
        {
            BrushDataUrl = MaskOf(document.RootElement, Brush, answer.BrushDataUrl),
            MedicalBrushDataUrl = MaskOf(document.RootElement, MedicalBrush, answer.MedicalBrushDataUrl),
        };
    }

    /// <summary>Whether a revision painted on the mask that there was.</summary>
    public static bool Paints(RawJson changes) => changes.Utf8.Span.IndexOf("\"brushTiles\":["u8) >= 0;

    // The members' part stays as it is, so that replaying it needs to know nothing of masks.
    private static RawJson WithMasks(AnswerChangeSet members, StoredAnswer before, StoredAnswer after, IReadOnlyList<BrushTile> painted)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            using var lists = JsonDocument.Parse(members.Utf8);
            foreach (var list in lists.RootElement.EnumerateObject())
            {
                writer.WritePropertyName(list.Name);
                writer.WriteRawValue(list.Value.GetRawText(), skipInputValidation: true);
            }

            if (painted.Count > 0)
            {
                writer.WritePropertyName(Tiles);
                BrushOperations.WriteHashes(writer, painted);
            }

            WriteMask(writer, Brush, before.BrushDataUrl, after.BrushDataUrl);
            WriteMask(writer, MedicalBrush, before.MedicalBrushDataUrl, after.MedicalBrushDataUrl);
            writer.WriteEndObject();
        }

        return new RawJson(buffer.ToArray());
    }

    private static void WriteMask(Utf8JsonWriter writer, string name, string? before, string? after)
    {
        if (before != after)
        {
            writer.WriteString(name, after);
        }
    }

    // Null takes the mask away, a missing key leaves it.
    private static string? MaskOf(JsonElement changes, string name, string? before) =>
        changes.TryGetProperty(name, out var value) ? value.GetString() : before;
}

/// <summary>An answer that was put together again from its revisions.</summary>
internal sealed record ReplayedAnswer(RawJson Document, string? BrushDataUrl, string? MedicalBrushDataUrl)
{
    public static readonly ReplayedAnswer Untouched = new(StoredAnswer.Untouched, null, null);

    /// <summary>The same of a stored answer; the untouched one when there is none.</summary>
    public static ReplayedAnswer Of(StoredAnswer? stored) =>
        stored is null ? Untouched : new ReplayedAnswer(stored.Document, stored.BrushDataUrl, stored.MedicalBrushDataUrl);

    /// <summary>SHA-256 of all of it.</summary>
    public byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Document.Utf8.Span);
        foreach (var mask in new[] { BrushDataUrl, MedicalBrushDataUrl })
        {
            // A letter that no document and no address holds, and another for none.
            hash.AppendData(Encoding.UTF8.GetBytes(mask is null ? "\0" : $"\u0001{mask}"));
        }

        return hash.GetHashAndReset();
    }
}
