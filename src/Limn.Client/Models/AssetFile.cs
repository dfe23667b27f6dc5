using System.Text.Json.Nodes;

namespace Limn.Client;

/// <summary>A local file to be uploaded as an asset.</summary>
public sealed record AssetFile
{
    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the asset. Default: the file's own name.</summary>
    public string? ExternalId { get; init; }

    /// <summary><c>width</c>, <c>height</c>, <c>frameRate</c> and free keys.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Shown to labellers and exported.</summary>
    public JsonObject? ContextData { get; init; }
}
