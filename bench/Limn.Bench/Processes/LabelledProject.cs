using System.Text;

namespace Limn.Bench.Processes;

/// <summary>A project with many labelled tasks, made through the API.</summary>
internal static class LabelledProject
{
    private const int TasksPerRequest = 10_000;

    /// <summary>Four boxes: about 1 kB of answer.</summary>
    private static readonly string Boxes = string.Join(',', Enumerable.Range(1, 4).Select(number =>
        $$$"""{"schemaId":"cell","bounding-box":{"x":{{{number}}}23.25,"y":{{{number}}}5.5,"width":130.125,"height":140.0625}}"""));

    public static async Task<string> CreateAsync(BenchServer server, int tasks, bool isLabelled = true)
    {
        var project = (await server.SendAsync(HttpMethod.Post, "/v2/project", new { name = $"{tasks} tasks" })).GetProperty("project").GetProperty("_id").GetString()!;
        var box = new Dictionary<string, string> { ["tool"] = "bounding-box", ["title"] = "Cell", ["schemaId"] = "cell" };
        await server.SendAsync(HttpMethod.Post, $"/v2/project/{project}", new { categorySchema = new { tools = new[] { box } } });
        foreach (var numbers in Enumerable.Range(0, tasks).Chunk(TasksPerRequest))
        {
            using var body = new StringContent(Assets(numbers, isLabelled ? Boxes : ""), Encoding.UTF8, "application/json");
            await server.SendAsync(HttpMethod.Post, $"/v2/project/{project}/cloud", body);
        }

        return project;
    }

    private static string Assets(IEnumerable<int> numbers, string boxes)
    {
        var assets = numbers.Select(number =>
            $$"""{"data":"https://pictures.example.org/{{number}}.png","externalId":"{{number}}.png"{{(boxes.Length == 0 ? "" : $",\"objects\":[{boxes}]")}}}""");
        return $$"""{"assets":[{{string.Join(',', assets)}}]}""";
    }
}
