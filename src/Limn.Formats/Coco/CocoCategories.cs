using System.Text.Json;
using Limn.Annotations.Schemas;

namespace Limn.Formats.Coco;

/// <summary>The categories of a file: classes of the schema, in its order, known by their ids.</summary>
internal sealed class CocoCategories
{
    private static readonly string[] Shapes =
        [ToolKinds.BoundingBox, ToolKinds.RotatedBoundingBox, ToolKinds.Polygon, ToolKinds.Segmentation, ToolKinds.Brush, ToolKinds.Circle, ToolKinds.Ellipse];

    private readonly List<SchemaClass> classes;
    private readonly Dictionary<string, int> ids;
    private readonly Dictionary<string, int> slots;
    private bool hasLoosePoints;

    public CocoCategories(CategorySchema schema, CocoContent content)
    {
        classes = content == CocoContent.Keypoints
            ? [.. schema.Relations.Where(item => item.Tool == RelationKinds.Group)]
            : [.. schema.Tools.Where(item => Shapes.Contains(item.Tool))];
        ids = classes.Select((item, index) => (item.SchemaId, Id: index + 1)).ToDictionary(pair => pair.SchemaId, pair => pair.Id);
        Points = content == CocoContent.Keypoints ? [.. schema.Tools.Where(item => item.Tool == ToolKinds.Point)] : [];
        slots = Points.Select((item, index) => (item.SchemaId, index)).ToDictionary(pair => pair.SchemaId, pair => pair.index);
    }

    /// <summary>The point classes, whose order is that of the keypoints.</summary>
    public IReadOnlyList<SchemaClass> Points { get; }

    public IEnumerable<SchemaClass> Brushes => classes.Where(item => item.Tool == ToolKinds.Brush);

    /// <summary>The category of a class, from 1; null if the class is not in the schema or of a kind that the file cannot hold.</summary>
    public int? Find(string schemaId) => ids.TryGetValue(schemaId, out var id) ? id : null;

    /// <summary>The place of a point class among the keypoints; null if it has none.</summary>
    public int? FindPoint(string schemaId) => slots.TryGetValue(schemaId, out var slot) ? slot : null;

    /// <summary>The category of points that are in no group; written only if it is used.</summary>
    public int UseLoosePoints()
    {
        hasLoosePoints = true;
        return classes.Count + 1;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("categories"u8);
        foreach (var item in classes)
            WriteCategory(writer, ids[item.SchemaId], TitleOf(item, classes), item.SchemaId);
        if (hasLoosePoints)
            WriteCategory(writer, classes.Count + 1, "points", null);
        writer.WriteEndArray();
    }

    private void WriteCategory(Utf8JsonWriter writer, int id, string name, string? schemaId)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, id);
        writer.WriteString("name"u8, name);
        writer.WriteString("supercategory"u8, "object"u8);
        if (schemaId is not null)
            writer.WriteString("schemaId"u8, schemaId);
        if (Points.Count > 0)
        {
            writer.WriteStartArray("keypoints"u8);
            foreach (var point in Points)
                writer.WriteStringValue(TitleOf(point, Points));
            writer.WriteEndArray();
            writer.WriteStartArray("skeleton"u8);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static string TitleOf(SchemaClass item, IReadOnlyList<SchemaClass> all) =>
        all.Count(other => other.Title == item.Title) > 1 ? $"{item.Title} ({item.SchemaId})" : item.Title;
}
