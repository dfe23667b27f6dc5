using System.Text.Json.Serialization;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>A span of text or audio.</summary>
/// <param name="Start">UTF-16 offset, or seconds.</param>
/// <param name="End">UTF-16 offset behind the last character, or seconds.</param>
public sealed record Ner(
    [property: JsonPropertyName("start")] double Start,
    [property: JsonPropertyName("end")] double End) : Shape(ToolKinds.Ner)
{
    /// <summary>The covered text; null for audio.</summary>
    [JsonPropertyName("selection"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Selection { get; init; }
}

/// <summary>An area or a highlight of a PDF page.</summary>
/// <param name="Position">Where it is.</param>
public sealed record PdfArea([property: JsonPropertyName("position")] PdfPosition Position) : Shape(ToolKinds.Pdf)
{
    /// <summary>What it covers.</summary>
    [JsonPropertyName("content")]
    public PdfContent Content { get; init => field = value ?? new PdfContent(); } = new();
}

/// <summary>Where a PDF area is.</summary>
/// <param name="BoundingRect">Its bounds.</param>
/// <param name="PageNumber">Page, from 1.</param>
public sealed record PdfPosition(
    [property: JsonPropertyName("boundingRect")] PdfRectangle BoundingRect,
    [property: JsonPropertyName("pageNumber")] int PageNumber)
{
    /// <summary>One rectangle per highlighted token; empty for areas.</summary>
    [JsonPropertyName("rects")]
    public IReadOnlyList<PdfRectangle> Rects { get; init => field = value ?? []; } = [];
}

/// <summary>A rectangle on a rendered page.</summary>
/// <param name="X1">Left.</param>
/// <param name="Y1">Top.</param>
/// <param name="X2">Right.</param>
/// <param name="Y2">Bottom.</param>
/// <param name="Width">Width of the whole page in the same scale.</param>
/// <param name="Height">Height of the whole page in the same scale.</param>
public sealed record PdfRectangle(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("width")] double Width,
    [property: JsonPropertyName("height")] double Height);

/// <summary>What a PDF area covers.</summary>
public sealed record PdfContent
{
    /// <summary>The text; empty if unknown.</summary>
    [JsonPropertyName("text")]
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>The picture as a data URL, in exports that were asked for it.</summary>
    [JsonPropertyName("image"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Image { get; init; }
}

/// <summary>A message of a conversation.</summary>
/// <param name="Id">The message's id in the conversation file.</param>
public sealed record Message([property: JsonPropertyName("id")] string Id) : Shape(ToolKinds.Message);

/// <summary>A painted mask with nested answers; its pixels are in the task's mask picture.</summary>
[JsonConverter(typeof(BrushConverter))]
public sealed record Brush() : Shape(ToolKinds.Brush);

/// <summary>A painted volume with nested answers; its voxels are in the task's mask volume.</summary>
[JsonConverter(typeof(MedicalBrushConverter))]
public sealed record MedicalBrush() : Shape(ToolKinds.MedicalBrush);
