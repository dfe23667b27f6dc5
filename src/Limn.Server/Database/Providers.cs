using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Limn.Server.Database;

/// <summary>The database of a single machine: a file in the data directory.</summary>
public sealed class SqliteLimnDb(DbContextOptions<SqliteLimnDb> options) : LimnDb(options)
{
    public override bool HasSingleWriter => true;

    public override Task TakeTurnAsync(Turn turn, CancellationToken cancellationToken) => Task.CompletedTask;

    // Deferred, so that it never asks for the writer's lock; the write-ahead log keeps its state from the first read on.
    public override async Task<Snapshot> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        return await Snapshot.BeginAsync(this, ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true), cancellationToken);
    }
}

/// <summary>The database of several processes.</summary>
public sealed class PostgresLimnDb(DbContextOptions<PostgresLimnDb> options) : LimnDb(options)
{
    // "LIMN": keeps our locks apart from those of others in the same database.
    private const int LockClass = 0x4C494D4E;

    public override bool HasSingleWriter => false;

    public override Task TakeTurnAsync(Turn turn, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockClass}, {(int)turn})", cancellationToken);

    public override async Task<Snapshot> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var transaction = await Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await Snapshot.BeginAsync(this, transaction, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // Ids sort by their bytes, as in SQLite and in C#, whatever the cluster's locale.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}

/// <summary>Lets <c>dotnet ef</c> make SQLite migrations without starting the server.</summary>
public sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteLimnDb>
{
    public SqliteLimnDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLimnDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>Lets <c>dotnet ef</c> make PostgreSQL migrations without starting the server.</summary>
public sealed class PostgresDesignFactory : IDesignTimeDbContextFactory<PostgresLimnDb>
{
    public PostgresLimnDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresLimnDb>().UseNpgsql("Host=design").Options);
}
