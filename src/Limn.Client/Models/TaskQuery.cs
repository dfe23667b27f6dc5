using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Client.Http;

namespace Limn.Client;

/// <summary>Which tasks to list. Everything given must hold.</summary>
public sealed record TaskQuery
{
    /// <summary>Standing in one of these stages, by id. Default any.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>In one of these batches, by id or name. Default any.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>Given to this person, by e-mail address.</summary>
    public string? Assignee { get; init; }

    /// <summary><c>TODO</c> or <c>Completed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>With their answers, which makes the pages much larger. Default false.</summary>
    public bool IncludeAnswer { get; init; }

    internal Query ToQuery()
    {
        var filter = new JsonObject();
        Add(filter, "stage", Stages);
        return new Query()
            .Add("includeAnswer", IncludeAnswer)
            .Add("filter", filter.Count == 0 ? null : filter.ToJsonString())
            .Add("status[eq]", Status)
            .Add("batches", Batches.Count == 0 ? null : JsonSerializer.Serialize(Batches))
            .Add("assignee", Assignee)
            .Add("sort", "createdAt");
    }

    private static void Add(JsonObject filter, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            filter[name] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
    }
}
