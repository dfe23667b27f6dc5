using Limn.Server.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Backup;

/// <summary>Copies SQLite's file page by page, within one read of it, which keeps no writer waiting.</summary>
internal sealed class SqliteCopy(IOptions<LimnOptions> options) : IDatabaseCopy
{
    private const string FileName = "limn.db";

    public string Kind => "sqlite";

    private string Live => options.Value.SqliteFile!;

    public async Task WriteAsync(string folder, Func<LimnDb, Task> readAsync, CancellationToken cancellationToken)
    {
        if (!File.Exists(Live))
        {
            throw new StartRefusedException($"There is no database at {Live}.");
        }

        var copy = Path.Combine(folder, FileName);
        await using (var source = await OpenAsync(Live, SqliteOpenMode.ReadWrite, cancellationToken))
        await using (var target = await OpenAsync(copy, SqliteOpenMode.ReadWriteCreate, cancellationToken))
        {
            source.BackupDatabase(target);

            // One file in place of three, for whoever carries it about.
            await RunAsync(target, "PRAGMA journal_mode = DELETE", cancellationToken);
        }

        await using var db = new SqliteLimnDb(new DbContextOptionsBuilder<SqliteLimnDb>().UseSqlite(ConnectionString(copy, SqliteOpenMode.ReadOnly)).Options);
        await readAsync(db);
    }

    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Task.FromResult(!File.Exists(Live));

    // Under its name only when it is complete.
    public Task RestoreAsync(string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var incoming = Live + ".incoming";
        File.Copy(Path.Combine(folder, FileName), incoming);
        File.Move(incoming, Live);
        return Task.CompletedTask;
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(file, mode));
        await connection.OpenAsync(cancellationToken);
        await RunAsync(connection, "PRAGMA busy_timeout = 30000", cancellationToken);
        return connection;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string ConnectionString(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();
}
