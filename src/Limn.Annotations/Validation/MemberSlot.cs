using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>What a key of a member means.</summary>
internal enum MemberSlot
{
    Unknown,
    SchemaId,
    Title,
    Tool,
    ObjectId,
    Page,
    Row,
    IsKeyFrame,
    Stopped,
    Lock,
    Answer,
    AnswerRanks,
    Ocr,
    From,
    To,
    Direction,
    Group,
    Classifications,
    Metadata,

    /// <summary>Made anew by each export, so it is not kept.</summary>
    Derived,

    Geometry,
}

/// <summary>The keys that Limn knows.</summary>
internal static class MemberSlots
{
    private static readonly Dictionary<Utf8Key, MemberSlot> Common = new()
    {
        [new("schemaId")] = MemberSlot.SchemaId,
        [new("title")] = MemberSlot.Title,
        [new("objectId")] = MemberSlot.ObjectId,
        [new("page")] = MemberSlot.Page,
        [new("metadata")] = MemberSlot.Metadata,
        [new("tool")] = MemberSlot.Tool,
    };

    private static readonly Dictionary<Utf8Key, MemberSlot> Timed = new(Common)
    {
        [new("row")] = MemberSlot.Row,
        [new("isKeyFrame")] = MemberSlot.IsKeyFrame,
        [new("interpolationStopped")] = MemberSlot.Stopped,
        [new("lock")] = MemberSlot.Lock,
        [new("classifications")] = MemberSlot.Classifications,
    };

    private static readonly Dictionary<Utf8Key, MemberSlot> Objects = new(Timed)
    {
        [new("ocr")] = MemberSlot.Ocr,
        [new("masks")] = MemberSlot.Derived,
    };

    private static readonly Dictionary<Utf8Key, MemberSlot> Classifications = new(Timed)
    {
        [new("answer")] = MemberSlot.Answer,
        [new("answerRanks")] = MemberSlot.AnswerRanks,
    };

    private static readonly Dictionary<Utf8Key, MemberSlot> Relations = new(Common)
    {
        [new("from")] = MemberSlot.From,
        [new("to")] = MemberSlot.To,
        [new("direction")] = MemberSlot.Direction,
        [new("group")] = MemberSlot.Group,
        [new("lock")] = MemberSlot.Derived,
        [new("classifications")] = MemberSlot.Classifications,
    };

    private static readonly Dictionary<Utf8Key, string> GeometryKeys = new[]
    {
        ToolKinds.BoundingBox, ToolKinds.RotatedBoundingBox, ToolKinds.Polygon, ToolKinds.Polyline, ToolKinds.Point,
        ToolKinds.Segmentation, ToolKinds.Brush, ToolKinds.MedicalBrush, ToolKinds.Ner, ToolKinds.Pdf, ToolKinds.Pct, ToolKinds.Spline,
        ToolKinds.Circle, ToolKinds.Ellipse, ToolKinds.Message, ToolKinds.Angle,
    }.ToDictionary(key => new Utf8Key(key));

    public static MemberSlot Find(MemberKind kind, Utf8Key name, out string geometryKey)
    {
        geometryKey = "";
        if (KeysOf(kind).TryGetValue(name, out var slot))
            return slot;
        return kind == MemberKind.Object && GeometryKeys.TryGetValue(name, out geometryKey!) ? MemberSlot.Geometry : MemberSlot.Unknown;
    }

    private static Dictionary<Utf8Key, MemberSlot> KeysOf(MemberKind kind) => kind switch
    {
        MemberKind.Object => Objects,
        MemberKind.Classification => Classifications,
        _ => Relations,
    };
}
