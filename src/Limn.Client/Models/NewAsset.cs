using System.Text.Json.Nodes;

namespace Limn.Client;

/// <summary>An asset to be registered, whose bytes lie somewhere already.</summary>
public sealed record NewAsset
{
    /// <summary>Address of the file, or HTML or Markdown text.</summary>
    public required string Data { get; init; }

    /// <summary>Name of the asset; the hub takes the end of the address when null.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Id of the storage that <see cref="Data"/> lies in.</summary>
    public string? Storage { get; init; }

    /// <summary>Ids of its batches; null for those of the whole call.</summary>
    public IReadOnlyList<string>? Batches { get; init; }

    /// <summary><c>width</c>, <c>height</c>, <c>frameRate</c> and free keys.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Shown to labellers and exported.</summary>
    public JsonObject? ContextData { get; init; }

    /// <summary>-10000 to 10000; higher comes first.</summary>
    public int? Priority { get; init; }
}

/// <summary>What became of registered assets.</summary>
public sealed record AssetImportResult
{
    /// <summary>Assets made.</summary>
    public long AssetsCreated { get; init; }

    /// <summary>Tasks made.</summary>
    public long TasksCreated { get; init; }

    internal AssetImportResult Plus(AssetImportResult other) => new()
    {
        AssetsCreated = AssetsCreated + other.AssetsCreated,
        TasksCreated = TasksCreated + other.TasksCreated,
    };
}
