using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>
/// One line of a label import: which asset it means, and its labels, not yet checked against a schema. Immutable and thread safe, as long
/// as the bytes it was parsed from do not change.
/// </summary>
public sealed class LabelLine
{
    private const string Completed = "Completed";

    private LabelLine(ReadOnlyMemory<byte> utf8, IReadOnlyList<Problem> errors)
    {
        Utf8 = utf8;
        Errors = errors;
    }

    /// <summary>Id of the asset; the first choice for matching.</summary>
    public string? AssetId { get; private init; }

    /// <summary>URL or content of the asset (<c>data</c>, or <c>asset</c> as exports name it); the second choice.</summary>
    public string? Data { get; private init; }

    /// <summary>External id; means all assets that have it. The last choice.</summary>
    public string? ExternalId { get; private init; }

    /// <summary>URL of a painted mask.</summary>
    public string? BrushDataUrl { get; private init; }

    /// <summary>URL of a painted volume.</summary>
    public string? MedicalBrushDataUrl { get; private init; }

    /// <summary>The line says <c>"status":"Completed"</c>: the task moves on after labelling.</summary>
    public bool IsCompleted { get; private init; }

    /// <summary>What is wrong with the line's form; such a line cannot be imported.</summary>
    public IReadOnlyList<Problem> Errors { get; }

    internal ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>
    /// Reads a line: its JSON, its limits and its keys. The labels themselves are checked by <see cref="AnswerNormalizer.Import"/>.
    /// </summary>
    /// <param name="utf8">One JSON object. Must stay unchanged as long as the line is used.</param>
    /// <param name="limits">Null for <see cref="AnswerLimits.Default"/>.</param>
    public static LabelLine Parse(ReadOnlyMemory<byte> utf8, AnswerLimits? limits = null) =>
        Read(utf8, limits ?? AnswerLimits.Default, needsAddress: true);

    internal static LabelLine Read(ReadOnlyMemory<byte> utf8, AnswerLimits limits, bool needsAddress)
    {
        if (JsonInput.Check(utf8.Span, limits) is { } problem)
            return new LabelLine(utf8, [problem]);
        if (JsonSlices.KindOf(utf8.Span) != JsonTokenType.StartObject)
            return new LabelLine(utf8, [NoObject]);
        return needsAddress ? ReadAddress(utf8) : new LabelLine(utf8, []);
    }

    private static LabelLine ReadAddress(ReadOnlyMemory<byte> utf8)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSlices.Properties(utf8))
        {
            if (JsonSlices.TextOf(value) is { IsEmpty: false } text)
                texts[name.ToString()] = text.ToString();
        }
        var (assetId, data, externalId) = (texts.GetValueOrDefault("assetId"),
            texts.GetValueOrDefault("data") ?? texts.GetValueOrDefault("asset"), texts.GetValueOrDefault("externalId"));
        var isAddressed = assetId is not null || data is not null || externalId is not null;
        return new LabelLine(utf8, isAddressed ? [] : [Unaddressed])
        {
            AssetId = assetId,
            Data = data,
            ExternalId = externalId,
            BrushDataUrl = texts.GetValueOrDefault("brushDataUrl"),
            MedicalBrushDataUrl = texts.GetValueOrDefault("medicalBrushDataUrl"),
            IsCompleted = texts.GetValueOrDefault("status") == Completed,
        };
    }

    private static Problem NoObject =>
        new(ProblemCodes.Form, "", "Must be an object with objects, classifications and relations.");

    private static Problem Unaddressed => new(ProblemCodes.Unaddressed, "", "Line has none of assetId, data, externalId.");
}
