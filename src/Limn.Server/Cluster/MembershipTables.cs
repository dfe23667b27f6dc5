using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Limn.Server.Cluster;

/// <summary>The tables in which the processes of a cluster find each other, and the statements with which Orleans uses them.</summary>
internal static class MembershipTables
{
    public const string Schema = "orleans";
    private const string Script = "Limn.Server.Cluster.Membership.sql";

    /// <summary>Makes them, or brings them up to this program's version; nothing for a process that is alone.</summary>
    public static async Task MakeMembershipTablesAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<IOptions<LimnOptions>>().Value.Cluster.Enabled)
        {
            return;
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlCommand(await ReadAsync(cancellationToken), (NpgsqlConnection)db.Database.GetDbConnection());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(MembershipTables).Assembly.GetManifestResourceStream(Script)!);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
