using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Geometry;
using Limn.Annotations.Json;

namespace Limn.Annotations.Answers;

/// <summary>How the typed model is read and written, made at build time: nothing is looked up by reflection.</summary>
[JsonSourceGenerationOptions(MaxDepth = CanonicalJson.MaxDepth * 2)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(List<AnnotationObject>))]
[JsonSerializable(typeof(List<Classification>))]
[JsonSerializable(typeof(List<Relation>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<ImagePoint>))]
[JsonSerializable(typeof(BoundingBox))]
[JsonSerializable(typeof(RotatedBoundingBox))]
[JsonSerializable(typeof(Circle))]
[JsonSerializable(typeof(Ellipse))]
[JsonSerializable(typeof(Polygon))]
[JsonSerializable(typeof(Polyline))]
[JsonSerializable(typeof(Spline))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Segmentation))]
[JsonSerializable(typeof(Ner))]
[JsonSerializable(typeof(PdfArea))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Brush))]
[JsonSerializable(typeof(MedicalBrush))]
[JsonSerializable(typeof(VolumeBox))]
[JsonSerializable(typeof(VolumeLine))]
[JsonSerializable(typeof(Angle))]
[JsonSerializable(typeof(Cuboid))]
[JsonSerializable(typeof(Ocr))]
[JsonSerializable(typeof(AnnotationMetadata))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class AnnotationJson : JsonSerializerContext;
