using System.Text.Json.Nodes;
using Limn.Server.Projects;

namespace Limn.Server.Demo;

/// <summary>The classes of the demo project, and the answer to each of its pictures.</summary>
internal static class DemoSchema
{
    private const string Schema = """
        {"tools":[
          {"tool":"bounding-box","title":"Apple","schemaId":"apple","color":"#E5484D","required":false,"columnField":false,"shortcutKey":"1","options":[],"classifications":[
            {"tool":"radio","title":"Ripeness","schemaId":"apple-ripeness","required":true,"options":[{"value":"ripe","schemaId":"apple-ripe"},{"value":"green","schemaId":"apple-green"}],"classifications":[]}]},
          {"tool":"polygon","title":"Banana","schemaId":"banana","color":"#F5B700","required":false,"columnField":false,"shortcutKey":"2","options":[],"classifications":[]},
          {"tool":"segmentation","title":"Pineapple slice","schemaId":"pineapple","color":"#3E63DD","required":false,"columnField":false,"shortcutKey":"3","options":[],"classifications":[]},
          {"tool":"point","title":"Stalk","schemaId":"stalk","color":"#30A46C","required":false,"columnField":false,"shortcutKey":"4","options":[],"classifications":[]}],
         "classifications":[
          {"tool":"radio","title":"Light","schemaId":"light","required":true,"options":[{"value":"day","schemaId":"light-day"},{"value":"evening","schemaId":"light-evening"}],"classifications":[]}],
         "relations":[]}
        """;

    // One person labels and reviews here, so the rule against that is off.
    private const string Stages = """
        [{"id":"Start","type":"Start","name":"Start","next":["Label"],"autoForward":true,"position":{"x":0,"y":0}},
         {"id":"Label","type":"Label","name":"Label","next":["Review"],"assignedTo":[],"position":{"x":260,"y":0}},
         {"id":"Review","type":"Review","name":"Review","next":["Complete","Label"],"assignedTo":[],"readOnly":false,"preventSelfReview":false,"position":{"x":520,"y":0}},
         {"id":"Complete","type":"Complete","name":"Complete","preventRequeue":false,"position":{"x":780,"y":0}}]
        """;

    public static EditProjectRequest Project { get; } = new()
    {
        Name = "Demo: fruit on a table",
        Description = "Pictures that the server drew itself, labelled with boxes, polygons, segmentations and points.",
        CategorySchema = RawJson.Parse(Schema),
        Stages = RawJson.Parse(Stages),
    };

    /// <summary>What a perfect labeler would draw.</summary>
    public static JsonObject AnswerOf(DemoScene scene) => new()
    {
        ["objects"] = new JsonArray([.. scene.Fruits.Select(ObjectOf), .. scene.Fruits.Where(fruit => fruit.Kind == DemoFruitKind.Apple).Select(StalkOf)]),
        ["classifications"] = new JsonArray(new JsonObject { ["schemaId"] = "light", ["answer"] = scene.IsEvening ? "evening" : "day" }),
        ["relations"] = new JsonArray(),
    };

    private static JsonNode ObjectOf(DemoFruit fruit) => fruit.Kind switch
    {
        DemoFruitKind.Apple => new JsonObject
        {
            ["schemaId"] = "apple",
            ["bounding-box"] = BoxOf(fruit.Outline),
            ["classifications"] = new JsonArray(
                new JsonObject { ["schemaId"] = "apple-ripeness", ["answer"] = fruit.IsRipe ? "ripe" : "green" }),
        },
        DemoFruitKind.Banana => new JsonObject { ["schemaId"] = "banana", ["polygon"] = PointsOf(fruit.Outline) },
        _ => new JsonObject
        {
            ["schemaId"] = "pineapple",
            ["segmentation"] = new JsonObject
            {
                ["zones"] = new JsonArray(new JsonObject { ["region"] = PointsOf(fruit.Outline), ["holes"] = new JsonArray(PointsOf(fruit.Hole)) }),
            },
        },
    };

    private static JsonNode StalkOf(DemoFruit apple) => new JsonObject { ["schemaId"] = "stalk", ["point"] = PointOf(apple.Center.Round()) };

    private static JsonObject BoxOf(IReadOnlyList<DemoPoint> outline)
    {
        var (left, top) = (outline.Min(point => point.X), outline.Min(point => point.Y));
        return new JsonObject
        {
            ["x"] = left, ["y"] = top, ["width"] = Math.Round(outline.Max(point => point.X) - left, 1),
            ["height"] = Math.Round(outline.Max(point => point.Y) - top, 1),
        };
    }

    private static JsonArray PointsOf(IReadOnlyList<DemoPoint> points) => new([.. points.Select(PointOf)]);

    private static JsonNode PointOf(DemoPoint point) => new JsonArray(point.X, point.Y);
}
