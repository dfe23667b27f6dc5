using System.Text.Json.Nodes;
using Limn.Server.Files;

namespace Limn.Server.Assets;

/// <summary>What the server knows of an asset's file and the caller did not say.</summary>
internal static class AssetMetadata
{
    /// <summary>Adds <c>width</c> and <c>height</c> of a picture where both are absent.</summary>
    public static RawJson Complete(RawJson metadata, StoredFile file)
    {
        if (file is not { Width: { } width, Height: { } height })
        {
            return metadata;
        }

        var keys = JsonNode.Parse(metadata.Utf8.Span)!.AsObject();
        if (keys.ContainsKey("width") || keys.ContainsKey("height"))
        {
            return metadata;
        }

        keys["width"] = width;
        keys["height"] = height;
        return RawJson.From(keys);
    }
}
