namespace Limn.Annotations.Schemas;

/// <summary>
/// The <c>tool</c> texts of object classes; each is also the geometry key of its objects. Other texts are accepted and kept.
/// </summary>
public static class ToolKinds
{
    /// <summary>Axis-parallel box.</summary>
    public const string BoundingBox = "bounding-box";

    /// <summary>Box with a rotation in degrees.</summary>
    public const string RotatedBoundingBox = "rotated-bounding-box";

    /// <summary>One closed ring.</summary>
    public const string Polygon = "polygon";

    /// <summary>An open line.</summary>
    public const string Polyline = "polyline";

    /// <summary>One point.</summary>
    public const string Point = "point";

    /// <summary>Zones with holes that form one instance.</summary>
    public const string Segmentation = "segmentation";

    /// <summary>A painted mask, kept as one picture per task.</summary>
    public const string Brush = "brush";

    /// <summary>A painted volume, kept as one volume per task.</summary>
    public const string MedicalBrush = "medical-brush";

    /// <summary>A span of text or audio.</summary>
    public const string Ner = "ner";

    /// <summary>An area or a highlight of a PDF page.</summary>
    public const string Pdf = "pdf";

    /// <summary>A shape in a point cloud.</summary>
    public const string Pct = "pct";

    /// <summary>A smooth line through points.</summary>
    public const string Spline = "spline";

    /// <summary>A circle.</summary>
    public const string Circle = "circle";

    /// <summary>An ellipse, perhaps turned.</summary>
    public const string Ellipse = "ellipse";

    /// <summary>A message of a conversation.</summary>
    public const string Message = "message";

    /// <summary>An angle in a volume.</summary>
    public const string Angle = "angle";
}
