using System.Text.Json;

namespace Limn.Server.Tests.Abuse;

/// <summary>Bodies of the API, made from its own document, with hostile values at random places.</summary>
internal sealed class SampleBodies(JsonElement document, HostileValues values)
{
    private const double Hostile = 0.12;
    private const double LeftOut = 0.15;
    private const int Deepest = 6;

    /// <summary>What a key usually holds, as JSON; <c>$p</c>, <c>$a</c>, <c>$t</c> stand for ids of the world.</summary>
    private static readonly Dictionary<string, string[]> Usual = new()
    {
        ["project"] = ["\"$p\""], ["projectId"] = ["\"$p\""], ["assets"] = ["[\"$a\"]"], ["tasks"] = ["[\"$t\"]"], ["task"] = ["\"$t\""], ["stage"] = ["\"Label\"", "\"Review\""],
        ["nextStage"] = ["\"Label\""], ["stages"] = [Hosting.TestWorld.Stages], ["externalId"] = ["\"a.png\"", "\"b.png\""], ["data"] = ["\"https://example.org/b.png\""],
        ["email"] = ["\"a@example.org\""], ["role"] = ["\"Manager\"", "\"Labeler\""], ["type"] = ["\"Export\"", "\"Task\"", "\"ango\""], ["session"] = ["\"s1\"", "\"$s\""],
        ["reviewStatus"] = ["\"Accepted\"", "\"Rejected\""], ["kind"] = ["\"label\"", "\"review\""], ["format"] = ["\"Json\"", "\"NdJson\"", "\"Split\""],
        ["answer"] = [Hosting.TestWorld.EmptyAnswer, BoxAnswer, OddAnswer], ["revision"] = ["0", "1"], ["duration"] = ["1000", "1.5"], ["name"] = ["\"A name\""],
        ["categorySchema"] = [Schema], ["attachments"] = ["""[{"externalId":"a.png","attachments":[{"type":"IMAGE","value":"https://example.org/c.png"}]}]"""],
        ["config"] = ["\"{}\"", "\"{\\\"a\\\":1}\""], ["url"] = ["\"https://plugin.example.org\""], ["uploadLocal"] = ["\"true\""], ["batches"] = ["[\"one\"]", "[]"],
    };

    private const string BoxAnswer = """{"objects":[{"schemaId":"box1","bounding-box":{"x":1,"y":2,"width":3,"height":4}}],"classifications":[],"relations":[]}""";

    private const string OddAnswer =
        """{"tools":[{"schemaId":"poly1","polygon":[[[1,2],[3,4],[1e300,-1e300]]]},{"schemaId":"poly1","title":"Road","rotated-bounding-box":{"x":1,"y":2}}],"classifications":[{"schemaId":"radio1","answer":"Sunny"}],"relations":[{"schemaId":"x","from":"a","to":"a"}]}""";

    private const string Schema =
        """{"tools":[{"schemaId":"box1","title":"Car","tool":"bounding-box","classifications":[]},{"schemaId":"poly1","title":"Road","tool":"polygon"}],"classifications":[{"schemaId":"radio1","title":"Weather","tool":"radio","options":[{"value":"Sunny"},{"value":"Rainy"}]}],"relations":[]}""";

    /// <summary>Bodies that the document does not describe: they are read as streams.</summary>
    private static readonly Dictionary<string, string[]> Undescribed = new()
    {
        ["/v2/import/labels"] =
        [
            """{"project":"$p","jsonContent":[{"externalId":"a.png","objects":[{"schemaId":"box1","bounding-box":{"x":1,"y":2,"width":3,"height":4}}]}]}""",
            """{"project":"$p","labels":"[{\"externalId\":\"a.png\"}]"}""", """{"jsonContent":[{"assetId":"$a","tools":[]},{"data":"https://example.org/a.png"},7,null,"x"],"project":"$p"}""",
        ],
        ["/v2/pluginLog"] = ["""{"level":"INFO","msg":"50%","session":"$s","total":10,"done":5}"""],
        ["/v2/pluginResponse"] = ["""{"response":"done","session":"$s","export":true}""", """{"error":true,"session":"$s"}"""],
    };

    /// <summary>A body for an operation; null when it has none.</summary>
    public string? For(string pattern, string method)
    {
        if (Undescribed.TryGetValue(pattern, out var samples))
        {
            return values.Pick(samples);
        }

        if (!document.GetProperty("paths").TryGetProperty(pattern, out var path) || !path.TryGetProperty(method.ToLowerInvariant(), out var operation)
            || !operation.TryGetProperty("requestBody", out var body))
        {
            return null;
        }

        return Write(body.GetProperty("content").GetProperty("application/json").GetProperty("schema"), "", 0);
    }

    /// <summary>The names of the query parameters of an operation.</summary>
    public IReadOnlyList<string> Parameters(string pattern, string method) =>
        document.GetProperty("paths").TryGetProperty(pattern, out var path) && path.TryGetProperty(method.ToLowerInvariant(), out var operation)
        && operation.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)]
            : [];

    private string Write(JsonElement schema, string key, int depth)
    {
        if (depth > Deepest || values.Chance(Hostile * Math.Min(depth, 1)))
        {
            return values.Json();
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return Write(document.GetProperty("components").GetProperty("schemas").GetProperty(name), key, depth);
        }

        if (Usual.TryGetValue(key, out var usual) && !(schema.TryGetProperty("items", out var entries) && entries.TryGetProperty("$ref", out _)))
        {
            return values.Pick(usual);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return Write(choices[values.Next(choices.GetArrayLength())], key, depth);
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            return WriteObject(properties, depth);
        }

        if (schema.TryGetProperty("items", out var items) && TypesOf(schema).Contains("array"))
        {
            return $"[{string.Join(',', Enumerable.Range(0, values.Next(4)).Select(_ => Write(items, "", depth + 1)))}]";
        }

        return schema.TryGetProperty("enum", out var constants)
            ? constants[values.Next(constants.GetArrayLength())].GetRawText()
            : Scalar(TypesOf(schema));
    }

    private string WriteObject(JsonElement properties, int depth)
    {
        var members = properties.EnumerateObject().Where(_ => !values.Chance(LeftOut))
            .Select(property => $"{JsonSerializer.Serialize(property.Name)}:{Write(property.Value, property.Name, depth + 1)}").ToList();
        if (values.Chance(0.05))
        {
            members.Add($"{values.Text()}:{values.Json()}");
        }

        return $"{{{string.Join(',', members)}}}";
    }

    private string Scalar(IReadOnlyList<string> types) => types.FirstOrDefault(type => type != "null") switch
    {
        "boolean" => values.Pick(["true", "false"]),
        "integer" or "number" => values.Pick(["0", "1", "7", "-1", "100000"]),
        "string" => values.Text(),
        _ => values.Json(),
    };

    private static IReadOnlyList<string> TypesOf(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!]
        : [];
}
