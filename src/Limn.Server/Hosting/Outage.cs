using Microsoft.Data.Sqlite;
using Npgsql;

namespace Limn.Server.Hosting;

/// <summary>Failures that are the machine's and pass: the caller is told that it may try again, and the operator what to look at.</summary>
internal static class Outage
{
    // ENOSPC and EDQUOT, as .NET gives them on Unix.
    private const int NoSpace = 28;
    private const int NoQuota = 122;
    private const int SqliteFull = 13;

    private static readonly Refusal DiskIsFull = new(
        StatusCodes.Status507InsufficientStorage, "The server's disk is full. Nothing was changed; try again when its operator has made room.");

    private static readonly Refusal DatabaseIsAway = new(
        StatusCodes.Status503ServiceUnavailable, "The server's database does not answer. Try again.");

    /// <summary>What to say of it; null for any other failure.</summary>
    public static Refusal? Of(Exception exception) => exception switch
    {
        IOException { HResult: NoSpace or NoQuota } or SqliteException { SqliteErrorCode: SqliteFull } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } => DiskIsFull,
        NpgsqlException { IsTransient: true } => DatabaseIsAway,
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };
}
