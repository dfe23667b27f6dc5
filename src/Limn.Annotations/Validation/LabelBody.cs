using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>
/// The body of a label import, split into its lines without copying them. Accepted are a list of lines, a single line, and an object with
/// the list under <c>jsonContent</c> or <c>labels</c>, as JSON or as the text of JSON. Immutable.
/// </summary>
public sealed class LabelBody
{
    private LabelBody(IReadOnlyList<ReadOnlyMemory<byte>> lines, IReadOnlyList<Problem> errors)
    {
        Lines = lines;
        Errors = errors;
    }

    /// <summary>Id of the project, if the body names it.</summary>
    public string? Project { get; private init; }

    /// <summary>The body asks to keep members of unknown classes: <c>"unknownClass":"keep"</c>.</summary>
    public bool KeepsUnknownClasses { get; private init; }

    /// <summary>The lines, each for <see cref="LabelLine.Parse"/>; their bytes are part of the body.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Lines { get; }

    /// <summary>Why the body as a whole is refused.</summary>
    public IReadOnlyList<Problem> Errors { get; }

    /// <summary>Splits a body. Thread safe.</summary>
    /// <param name="utf8">The body. Must stay unchanged as long as its lines are used.</param>
    public static LabelBody Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonSlices.KindOf(utf8.Span) == JsonTokenType.StartObject ? ParseObject(utf8) : ParseList(utf8);
        }
        catch (JsonException e)
        {
            var reason = e.LineNumber is { } line ? $"Not valid JSON at line {line + 1}, byte {e.BytePositionInLine + 1}." : e.Message;
            return new LabelBody([], [new Problem(ProblemCodes.Form, "", reason)]);
        }
    }

    private static LabelBody ParseObject(ReadOnlyMemory<byte> utf8)
    {
        var properties = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSlices.Properties(utf8))
            properties[name.ToString()] = value;
        if (!properties.TryGetValue("jsonContent", out var content) && !properties.TryGetValue("labels", out content))
            return new LabelBody([utf8], []);
        var text = JsonSlices.TextOf(content);
        var list = ParseList(text is { } json ? json.Utf8 : content);
        return new LabelBody(list.Lines, list.Errors)
        {
            Project = JsonSlices.TextOf(properties.GetValueOrDefault("project"))?.ToString(),
            KeepsUnknownClasses = JsonSlices.TextOf(properties.GetValueOrDefault("unknownClass"))?.ToString() == "keep",
        };
    }

    private static LabelBody ParseList(ReadOnlyMemory<byte> json) => JsonSlices.KindOf(json.Span) switch
    {
        JsonTokenType.StartArray => new LabelBody(JsonSlices.Elements(json), []),
        JsonTokenType.StartObject => new LabelBody([json], []),
        _ => new LabelBody([], [new Problem(ProblemCodes.NoList, "", "Body is not a JSON list.")]),
    };
}
