using Limn.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Limn.Server.Backup;

internal static class BackupModule
{
    public static void AddBackup(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDatabaseCopy>(services =>
            services.GetRequiredService<IOptions<LimnOptions>>().Value.SqliteFile is null
                ? ActivatorUtilities.CreateInstance<PostgresCopy>(services)
                : ActivatorUtilities.CreateInstance<SqliteCopy>(services));
        builder.Services.AddSingleton<Backups>();
        builder.Services.AddSingleton<Restores>();
    }
}
