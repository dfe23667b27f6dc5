using System.Data.Common;
using Limn.Server.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Limn.Server.Database;

/// <summary>Chooses the database by configuration and registers <see cref="LimnDb"/> and what writes through it.</summary>
public static class DatabaseModule
{
    private const int MostPreparedStatements = 100;

    /// <summary>Registers SQLite in the data directory, or PostgreSQL where <c>Limn:Database</c> holds a connection string.</summary>
    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(LimnOptions.Section).Get<LimnOptions>() ?? new LimnOptions();
        if (options.SqliteFile is not null)
        {
            builder.Services.AddPooledDbContextFactory<SqliteLimnDb>((services, db) =>
                db.UseSqlite(SqliteConnectionString(services)).AddInterceptors(SqlitePragmas.Instance));
            builder.Services.AddSingleton<IDbContextFactory<LimnDb>, DbFactory<SqliteLimnDb>>();
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<PostgresLimnDb>(db => db.UseNpgsql(PostgresConnectionString(options.Database)));
            builder.Services.AddSingleton<IDbContextFactory<LimnDb>, DbFactory<PostgresLimnDb>>();
        }

        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContext());
        builder.Services.AddSingleton<Writes>();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddHostedService<OutboxDispatcher>();
    }

    /// <summary>
    /// Waits until no other process prepares the database for its start, and keeps others waiting until the result is disposed.
    /// </summary>
    public static async Task<IAsyncDisposable> TakeStartTurnAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = await services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync(cancellationToken);
        if (db.HasSingleWriter)
        {
            return db;
        }

        await EnsureExistsAsync(db, cancellationToken);

        // The one before may have a long migration to carry out. The transaction, which holds nothing else, ends with its context.
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeTurnAsync(Turn.Start, cancellationToken);
        return db;
    }

    /// <summary>Brings the schema up to this program's version.</summary>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync(cancellationToken);

        // Without this question each start compares the whole model with the last migration; a test does that.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (db is SqliteLimnDb)
        {
            await SqliteStatistics.SetAsync(db, cancellationToken);
        }
    }

    // Locks are per database, so the database itself is made without one.
    private static async Task EnsureExistsAsync(LimnDb db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it at the same moment.
        }
    }

    // The server plans statements that come again only once for a connection. A pooler between that cannot have this says so in its own setting.
    private static string PostgresConnectionString(string given)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = given };
        if (!settings.ContainsKey("Max Auto Prepare"))
        {
            settings["Max Auto Prepare"] = MostPreparedStatements;
        }

        return settings.ToString();
    }

    private static string SqliteConnectionString(IServiceProvider services) => new SqliteConnectionStringBuilder
    {
        DataSource = services.GetRequiredService<IOptions<LimnOptions>>().Value.SqliteFile,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    private sealed class DbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<LimnDb>
        where TDb : LimnDb
    {
        public LimnDb CreateDbContext() => inner.CreateDbContext();
    }
}
