using System.Text.Json.Nodes;
using Limn.Annotations.Answers;

namespace Limn.Client.Json;

/// <summary>Answers go in as <c>objects</c> and come out as <c>tools</c>.</summary>
internal static class AnswerJson
{
    internal static JsonObject ToObjects(Answer answer)
    {
        var json = JsonNode.Parse(answer.ToUtf8())!.AsObject();
        var objects = json["tools"];
        json.Remove("tools");
        json["objects"] = objects;
        return json;
    }
}
