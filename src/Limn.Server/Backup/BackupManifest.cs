using System.Text.Json;
using Limn.Server.Hosting;

namespace Limn.Server.Backup;

/// <summary>What a backup holds. It is written last: a backup without one was never finished.</summary>
internal sealed record BackupManifest
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Of this document and the files beside it.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of the program that wrote it.</summary>
    public required string Program { get; init; }

    /// <summary>When the state of the database was taken.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Names the <see cref="IDatabaseCopy"/> that reads it.</summary>
    public required string Database { get; init; }

    /// <summary>The last migration of its schema.</summary>
    public required string Migration { get; init; }

    /// <summary>Rows of each table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>The files beside the manifest.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Blobs that it names, all together.</summary>
    public required long Blobs { get; init; }

    /// <summary>Their bytes.</summary>
    public required long BlobBytes { get; init; }

    /// <summary>Files whose bytes were missing or damaged in the store already; empty when all is well.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, FileName));
        return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Form, cancellationToken) is { Format: 1 } manifest
            ? manifest
            : throw new StartRefusedException($"The manifest in {folder} has a form that this program does not know.");
    }

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await using var file = File.Create(Path.Combine(folder, FileName));
        await JsonSerializer.SerializeAsync(file, this, Form, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Path inside of the backup.</param>
/// <param name="Sha256">Hex digits.</param>
internal sealed record BackupPart(string Name, long Size, string Sha256);
