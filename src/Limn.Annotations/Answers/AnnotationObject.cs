using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>An annotation object: a class, one shape, nested answers. Immutable.</summary>
[JsonConverter(typeof(AnnotationObjectConverter))]
public sealed record AnnotationObject
{
    /// <summary>Class; empty for an unknown object.</summary>
    public string SchemaId { get; init; } = "";

    /// <summary>Identity in the asset, shared by the frames of one track; empty if the server is to make one.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>Title of the class.</summary>
    public string Title { get; init; } = "";

    /// <summary>Page or frame, from 0; null on assets with a single page.</summary>
    public int? Page { get; init; }

    /// <summary>Whether a frame was drawn rather than interpolated; null where there are no frames.</summary>
    public bool? IsKeyFrame { get; init; }

    /// <summary>The object is absent from this frame on.</summary>
    public bool InterpolationStopped { get; init; }

    /// <summary>The object cannot be edited.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Row of the table view, from 0.</summary>
    public int? Row { get; init; }

    /// <summary>The shape; null if its kind is not known, then its key is in <see cref="Extra"/>.</summary>
    public Shape? Shape { get; init; }

    /// <summary>Recognised text of a box.</summary>
    public Ocr? Ocr { get; init; }

    /// <summary>Nested classifications.</summary>
    public IReadOnlyList<Classification> Classifications { get; init; } = [];

    /// <summary>Who made and changed it.</summary>
    public AnnotationMetadata? Metadata { get; init; }

    /// <summary>URLs of the rendered mask, in exports that were asked for them.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>Keys that this library does not know.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}
