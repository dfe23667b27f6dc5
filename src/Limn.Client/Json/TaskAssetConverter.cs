using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client.Json;

/// <summary>Hubs write the asset of a task as an object, or as its id alone.</summary>
internal sealed class TaskAssetConverter : JsonConverter<TaskAsset>
{
    public override TaskAsset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var asset = JsonElement.ParseValue(ref reader);
        return asset.ValueKind == JsonValueKind.String
            ? new TaskAsset { Id = asset.GetString()! }
            : new TaskAsset { Id = Text(asset, "_id") ?? "", ExternalId = Text(asset, "externalId"), Data = Text(asset, "data") };
    }

    public override void Write(Utf8JsonWriter writer, TaskAsset value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Tasks are read only.");

    private static string? Text(JsonElement asset, string name) =>
        asset.ValueKind == JsonValueKind.Object && asset.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
