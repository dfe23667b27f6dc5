namespace Limn.Server.Backup;

/// <summary>Writes a database to files, as it was at one moment and while others write to it, and brings it back.</summary>
internal interface IDatabaseCopy
{
    /// <summary>Names it in a manifest.</summary>
    string Kind { get; }

    /// <summary>Writes files to a folder. <paramref name="readAsync"/> is given a database that shows exactly what they hold.</summary>
    Task WriteAsync(string folder, Func<LimnDb, Task> readAsync, CancellationToken cancellationToken);

    /// <summary>There is nothing yet where the database will be.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>Makes the database from the files.</summary>
    Task RestoreAsync(string folder, BackupManifest manifest, CancellationToken cancellationToken);
}
