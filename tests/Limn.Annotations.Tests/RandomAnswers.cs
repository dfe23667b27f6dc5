using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Limn.Annotations.Tests;

/// <summary>
/// Answers as many writers would send them: ids missing or repeated, options by text or id, pages, odd numbers, unknown keys.
/// </summary>
internal static class RandomAnswers
{
    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Choose(-500, 500).Select(number => (double)number),
        Gen.Choose(-500_000, 500_000).Select(number => number / 997.0),
        Gen.Elements(0.1, 1e-7, 1e21, -0.0, 123456789012345678.0));

    private static readonly Gen<JsonNode> Points = from x in Numbers from y in Numbers select (JsonNode)new JsonArray(x, y);

    private static readonly Gen<string?> Ids = Gen.Elements<string?>(null, null, "a", "b", "c", "d\u2028", "é\"\\");

    private static readonly Gen<int?> Pages = Gen.Elements<int?>(null, 0, 1, 2);

    private static readonly Gen<JsonObject> Boxes =
        from x in Numbers
        from y in Numbers
        from width in Numbers
        from height in Numbers
        select Member("t_vehicle", "bounding-box", new JsonObject { ["height"] = height, ["x"] = x, ["y"] = y, ["width"] = width });

    private static readonly Gen<JsonObject> RotatedBoxes =
        from x in Gen.Choose(-999, 999)
        from size in Gen.Choose(-99, 99)
        from rotation in Gen.Choose(-400, 400)
        select Member("t_sign", "rotated-bounding-box",
            new JsonObject { ["x"] = x / 3.0, ["y"] = x, ["width"] = size / 7.0, ["height"] = size, ["rotation"] = rotation / 1.7 });

    private static readonly Gen<JsonObject> Polygons =
        from points in Gen.Choose(3, 6).SelectMany(count => Points.ArrayOf(count))
        select Member("t_road", "polygon", new JsonArray([new JsonArray(1, 2), new JsonArray(7, 8), new JsonArray(4, 5), .. points]));

    private static readonly Gen<JsonObject> Marks = from point in Points select Member("t_nose", "point", point);

    private static readonly Gen<JsonObject?> Types =
        from answer in Gen.Elements<string?>(null, "Car", "o_truck", "Other", "o_other", " truck ")
        from nested in Gen.Elements<string?>(null, "Tram", "")
        select answer is null ? null : new JsonObject
        {
            ["schemaId"] = "c_vtype",
            ["answer"] = answer,
            ["classifications"] = nested is null ? new JsonArray() : new JsonArray(new JsonObject { ["schemaId"] = "c_vother", ["answer"] = nested }),
        };

    private static readonly Gen<JsonObject> Objects =
        from member in Gen.OneOf(Boxes, RotatedBoxes, Polygons, Marks)
        from id in Ids
        from page in Pages
        from type in Types
        from isLocked in Gen.Elements(true, false)
        from note in Gen.Elements<string?>(null, "x", "\u0085\t")
        select With(member, id, page, isLocked, note, type);

    private static readonly Gen<JsonObject> Classifications =
        from answer in Gen.Elements<(string Class, JsonNode Answer)>(
            ("c_scene", "Day"), ("c_scene", "o_night"), ("c_tags", new JsonArray("Rain", "o_fog")), ("c_tags", "Fog"),
            ("c_part", new JsonArray("Body / Door")), ("c_part", new JsonArray("n_door")), ("c_note", "free\ntext"),
            ("c_color", "Black"), ("c_color", "White"), ("c_rank", new JsonArray("Response 2", "Response 1")), ("c_action", "Walk"))
        from id in Ids
        from page in Pages
        select With(new JsonObject { ["answer"] = answer.Answer.DeepClone(), ["schemaId"] = answer.Class }, id, page, false, null, null);

    private static readonly Gen<JsonObject> Relations =
        from ends in Ids.ArrayOf(2)
        from id in Ids
        from isGroup in Gen.Elements(true, false)
        select isGroup
            ? With(new JsonObject { ["schemaId"] = "r_grp", ["group"] = new JsonArray(ends[0] ?? "a", ends[1] ?? "b") }, id, null, false, null, null)
            : With(new JsonObject { ["schemaId"] = "r_on", ["from"] = ends[0] ?? "a", ["to"] = ends[1] ?? "b" }, id, null, false, null, null);

    public static readonly Gen<string> Json =
        from objects in Some(Objects)
        from tools in Some(Objects)
        from classifications in Some(Classifications)
        from relations in Some(Relations)
        select new JsonObject
        {
            ["objects"] = new JsonArray([.. objects]),
            ["tools"] = new JsonArray([.. tools]),
            ["classifications"] = new JsonArray([.. classifications]),
            ["relations"] = new JsonArray([.. relations]),
        }.ToJsonString();

    private static Gen<JsonObject[]> Some(Gen<JsonObject> members) => Gen.Choose(0, 8).SelectMany(count => members.ArrayOf(count));

    private static JsonObject Member(string schemaId, string key, JsonNode geometry) => new() { [key] = geometry.DeepClone(), ["schemaId"] = schemaId };

    // Generated nodes are shared between samples, but a node has one parent: copy before building.
    private static JsonObject With(JsonObject member, string? id, int? page, bool isLocked, string? note, JsonObject? nested)
    {
        var copy = member.DeepClone().AsObject();
        if (id is not null)
            copy["objectId"] = id;
        if (page is not null)
            copy["page"] = page;
        if (note is not null)
            copy["note"] = note;
        if (isLocked)
            copy["lock"] = true;
        if (nested is not null && copy.ContainsKey("bounding-box"))
            copy["classifications"] = new JsonArray(nested.DeepClone());
        return copy;
    }
}
