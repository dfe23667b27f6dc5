using Limn.Server.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Database;

/// <summary>Chooses the database by configuration and registers <see cref="LimnDb"/> and what writes through it.</summary>
public static class DatabaseModule
{
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
            builder.Services.AddPooledDbContextFactory<PostgresLimnDb>(db => db.UseNpgsql(options.Database));
            builder.Services.AddSingleton<IDbContextFactory<LimnDb>, DbFactory<PostgresLimnDb>>();
        }

        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContext());
        builder.Services.AddSingleton<Writes>();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddHostedService<OutboxDispatcher>();
    }

    /// <summary>Brings the schema up to this program's version.</summary>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        if (db is SqliteLimnDb)
        {
            await SqliteStatistics.SetAsync(db, cancellationToken);
        }
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
