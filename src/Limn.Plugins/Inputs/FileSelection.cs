using System.Text.Json.Nodes;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>What a user has picked in a storage.</summary>
public sealed record FileSelection
{
    /// <summary>Id of the storage of the organization.</summary>
    public string StorageId { get; init; } = "";

    /// <summary>Name of the bucket or container.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Key of the folder, with a slash at its end; empty for the root.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Keys of the chosen files; null for the whole folder.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    internal static FileSelection Read(JsonObject given)
    {
        var source = new RunPayload(given);
        return new FileSelection
        {
            // The second name is the older one.
            StorageId = source.OptionalText("storageId") ?? source.Text("integrationId"),
            Bucket = source.Text("bucket"),
            Folder = source.Text("folder"),
            Files = source.List("files"),
        };
    }
}
