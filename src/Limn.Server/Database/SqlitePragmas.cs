using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Limn.Server.Database;

/// <summary>
/// Sets up each SQLite connection: write-ahead log, so that readers never wait for the writer, and a sync at each commit, so that what
/// was acknowledged survives a power cut.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        // EF looks through one of these whether there is a database; it cannot change the kind of a log.
        if (connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.Ordinal))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();

        // In place of the provider's own, which can be made to run for years.
        ((SqliteConnection)connection).CreateFunction(
            "regexp", (string pattern, string? text) => text is not null && Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking), isDeterministic: true);
    }

    // SQLite's asynchronous methods only wrap the synchronous ones.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
