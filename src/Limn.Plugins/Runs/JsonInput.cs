using System.Text.Json;
using System.Text.Json.Nodes;

namespace Limn.Plugins.Runs;

/// <summary>Reads foreign JSON.</summary>
internal static class JsonInput
{
    /// <summary>The object; null for anything else, an object that names a member twice included.</summary>
    internal static JsonObject? ReadObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var node = JsonNode.Parse(utf8) as JsonObject;
            // Members are read at first use, and only then is a doubled name noticed.
            return node?.Count >= 0 ? node : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
