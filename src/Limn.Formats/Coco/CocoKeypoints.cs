using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Formats.Coco;

/// <summary>One instance of the keypoint file.</summary>
/// <param name="Category">Its category.</param>
/// <param name="ObjectId">Id of the group relation; null for points in no group.</param>
/// <param name="Box">The box of the group, else the bounds of the points.</param>
/// <param name="Points">For each point class its point, or null.</param>
internal sealed record CocoInstance(int Category, string? ObjectId, ImageBox Box, ImagePoint?[] Points);

/// <summary>
/// Makes instances: a group relation whose members are points is one; the points of no group are one if no class repeats.
/// </summary>
internal sealed class CocoKeypoints(CocoCategories categories, ConversionReport report)
{
    private const string RelationKind = "relation";
    private const string PointKind = "point";

    public IEnumerable<CocoInstance> Of(CocoImage image)
    {
        var objects = new Dictionary<string, AnnotationObject>(StringComparer.Ordinal);
        foreach (var item in image.Objects)
            objects.TryAdd(item.ObjectId, item);
        var grouped = new HashSet<string>(StringComparer.Ordinal);
        var instances = new List<CocoInstance>();
        foreach (var relation in image.Relations)
        {
            if (OfGroup(relation, image, objects, grouped) is { } instance)
                instances.Add(instance);
        }
        if (OfLoosePoints(image, grouped) is { } loose)
            instances.Add(loose);
        ReportOthers(image, grouped);
        return instances;
    }

    private CocoInstance? OfGroup(Relation relation, CocoImage image, Dictionary<string, AnnotationObject> objects, HashSet<string> grouped)
    {
        var members = (relation.Group ?? []).Select(id => objects.GetValueOrDefault(id)).OfType<AnnotationObject>().ToList();
        var points = members.FindAll(member => member.Shape is Point);
        if (points.Count == 0)
        {
            report.Drop(RelationKind, relation.Group is null ? "COCO has no relations" : "group without points");
            return null;
        }
        grouped.UnionWith(members.Where(member => member.Shape is Point || BoxOf(member) is not null).Select(member => member.ObjectId));
        if (categories.Find(relation.SchemaId) is not { } category)
        {
            report.Drop(RelationKind, "class is not in the schema");
            return null;
        }
        var box = members.Select(BoxOf).FirstOrDefault(found => found is not null)?.ClipTo(image.Width, image.Height);
        return Make(category, relation.ObjectId, box, points);
    }

    private CocoInstance? OfLoosePoints(CocoImage image, HashSet<string> grouped)
    {
        var loose = image.Objects.Where(item => item.Shape is Point && !grouped.Contains(item.ObjectId)).ToList();
        if (loose.Count == 0)
            return null;
        if (loose.DistinctBy(item => item.SchemaId).Count() == loose.Count)
            return Make(categories.UseLoosePoints(), null, null, loose);
        report.Drop(PointKind, "in no group, and its class occurs several times", loose.Count);
        return null;
    }

    private CocoInstance? Make(int category, string? objectId, ImageBox? box, List<AnnotationObject> points)
    {
        var slots = new ImagePoint?[categories.Points.Count];
        foreach (var item in points)
        {
            if (categories.FindPoint(item.SchemaId) is not { } slot)
                report.Drop(PointKind, "class is not in the schema");
            else if (slots[slot] is not null)
                report.Drop(PointKind, "class occurs twice in one group");
            else
                slots[slot] = ((Point)item.Shape!).Position;
        }
        var present = slots.OfType<ImagePoint>().ToArray();
        return present.Length == 0 ? null : new CocoInstance(category, objectId, box ?? ImageBox.Around(present), slots);
    }

    private void ReportOthers(CocoImage image, HashSet<string> grouped)
    {
        foreach (var item in image.Objects.Where(item => item.Shape is not Point && !grouped.Contains(item.ObjectId)))
            report.Drop(item.Shape?.Tool ?? "unknown", "not a point");
    }

    private static ImageBox? BoxOf(AnnotationObject item) => item.Shape switch
    {
        BoundingBox box => box.ToImageBox(),
        RotatedBoundingBox box => ImageBox.Around([.. box.Corners ?? box.ToRotatedBox().ToCorners()]),
        _ => null,
    };
}
