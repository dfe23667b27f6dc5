namespace Limn.Client;

/// <summary>What the assets of one import have in common.</summary>
public sealed record AssetImport
{
    /// <summary>Names or ids of batches that exist. Default none.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>Id of a storage of the organization to upload to; null for the hub's own store.</summary>
    public string? StorageId { get; init; }

    /// <summary>The hub shall copy files that lie elsewhere into its own store. Default false: it keeps the addresses.</summary>
    public bool CopyToHub { get; init; }

    /// <summary>-10000 to 10000; higher comes first. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Assets to one request. Default 1000; at least 1.</summary>
    public int ChunkSize
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1.");
    } = 1000;
}
