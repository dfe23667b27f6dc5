using System.Text.Json;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Limn.Server.Backup;

/// <summary>
/// Writes each table by COPY within one snapshot. It needs no tool of PostgreSQL on this machine, and leaves out what belongs to the running
/// cluster rather than to its users (docs/decisions/0008-backups-by-copy.md).
/// </summary>
internal sealed class PostgresCopy(IDbContextFactory<LimnDb> databases) : IDatabaseCopy
{
    private const string TableList = "tables.json";

    public string Kind => "postgres";

    public async Task WriteAsync(string folder, Func<LimnDb, Task> readAsync, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        var tables = TablesOf(db);
        await File.WriteAllTextAsync(Path.Combine(folder, TableList), JsonSerializer.Serialize(tables), cancellationToken);
        foreach (var table in tables)
        {
            await using var rows = await ConnectionOf(db).BeginRawBinaryCopyAsync($"COPY (SELECT {table.ColumnList} FROM \"{table.Name}\") TO STDOUT (FORMAT BINARY)", cancellationToken);
            await using var file = File.Create(FileOf(folder, table));
            await rows.CopyToAsync(file, cancellationToken);
        }

        await readAsync(db);
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any() || !await db.Users.AnyAsync(cancellationToken);
    }

    public async Task RestoreAsync(string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!db.Database.GetMigrations().Contains(manifest.Migration))
        {
            throw new StartRefusedException($"The backup is of a newer program ({manifest.Program}): it has the schema {manifest.Migration}.");
        }

        await db.GetService<IMigrator>().MigrateAsync(manifest.Migration, cancellationToken);
        var tables = JsonSerializer.Deserialize<CopiedTable[]>(await File.ReadAllTextAsync(Path.Combine(folder, TableList), cancellationToken))!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var table in tables)
        {
            await RestoreAsync(ConnectionOf(db), folder, table, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RestoreAsync(NpgsqlConnection connection, string folder, CopiedTable table, CancellationToken cancellationToken)
    {
        await using (var rows = await connection.BeginRawBinaryCopyAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken))
        await using (var file = File.OpenRead(FileOf(folder, table)))
        {
            await file.CopyToAsync(rows, cancellationToken);
        }

        if (table.Counter is { } counter)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the manifest's own tables, which its hash covers.
            command.CommandText =
                $"SELECT setval(pg_get_serial_sequence('\"{table.Name}\"', '{counter}'), COALESCE((SELECT MAX(\"{counter}\") FROM \"{table.Name}\"), 0) + 1, false)";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlConnection ConnectionOf(LimnDb db) => (NpgsqlConnection)db.Database.GetDbConnection();

    private static string FileOf(string folder, CopiedTable table) => Path.Combine(folder, table.Name + ".copy");

    /// <summary>All tables, each behind those that it refers to.</summary>
    private static List<CopiedTable> TablesOf(LimnDb db)
    {
        var ordered = new List<IEntityType>();
        var seen = new HashSet<IEntityType>();
        foreach (var entity in db.Model.GetEntityTypes().OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal))
        {
            Add(entity);
        }

        return ordered.ConvertAll(ToTable);

        void Add(IEntityType entity)
        {
            if (!seen.Add(entity))
            {
                return;
            }

            foreach (var key in entity.GetForeignKeys())
            {
                Add(key.PrincipalEntityType);
            }

            ordered.Add(entity);
        }
    }

    private static CopiedTable ToTable(IEntityType entity) => new(
        entity.GetTableName()!,
        [.. entity.GetProperties().Select(property => property.GetColumnName())],
        entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } id] && id.ClrType == typeof(long) ? id.GetColumnName() : null);

    /// <summary>A table as it was written.</summary>
    /// <param name="Counter">The column that the database counts up itself; null when there is none.</param>
    private sealed record CopiedTable(string Name, IReadOnlyList<string> Columns, string? Counter)
    {
        public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column}\""));
    }
}
