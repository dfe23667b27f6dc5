using System.Data.Common;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Doctor;

/// <summary>The database answers, its schema is this program's, and SQLite finds its own pages and references whole.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<LimnDb> databases, IOptions<LimnOptions> options) : IDoctorCheck
{
    public string Name => "database";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        examination.Look();

        // Opening it would make an empty one.
        if (options.Value.SqliteFile is { } file && !File.Exists(file))
        {
            examination.Find($"There is no database at {file}.");
            return;
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await CheckSchemaAsync(db, examination, cancellationToken);
            if (db.HasSingleWriter)
            {
                await CheckPagesAsync(db, examination, cancellationToken);
            }
        }
        catch (DbException exception)
        {
            examination.Find($"The database does not answer: {exception.Message}");
        }
    }

    private static async Task CheckSchemaAsync(LimnDb db, Examination examination, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        foreach (var migration in known.Except(applied))
        {
            examination.Find($"The schema lacks {migration}: start this version of the server once.");
        }

        foreach (var migration in applied.Except(known))
        {
            examination.Find($"The schema has {migration}, which this program does not know: it is older than the database.");
        }
    }

    private static async Task CheckPagesAsync(LimnDb db, Examination examination, CancellationToken cancellationToken)
    {
        foreach (var problem in await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(cancellationToken))
        {
            if (problem != "ok")
            {
                examination.Find(problem);
            }
        }

        foreach (var table in await db.Database.SqlQuery<string>($"SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync(cancellationToken))
        {
            examination.Find($"A row of {table} names one that is not there.");
        }
    }
}
