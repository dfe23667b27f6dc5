using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Limn.Server.Database;

/// <summary>The database of a single machine: a file in the data directory.</summary>
public sealed class SqliteLimnDb(DbContextOptions<SqliteLimnDb> options) : LimnDb(options)
{
    public override bool HasSingleWriter => true;
}

/// <summary>The database of several processes.</summary>
public sealed class PostgresLimnDb(DbContextOptions<PostgresLimnDb> options) : LimnDb(options)
{
    public override bool HasSingleWriter => false;

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
