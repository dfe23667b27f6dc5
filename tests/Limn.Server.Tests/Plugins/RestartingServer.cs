using Limn.Server.Tests.Hosting;

namespace Limn.Server.Tests.Plugins;

/// <summary>A server that is stopped and started again on the same data.</summary>
public sealed class RestartingServer : IAsyncDisposable
{
    private readonly string dataDirectory = Path.Combine(Path.GetTempPath(), $"limn-restart-{Guid.NewGuid():N}");
    private PostgresServer? postgres;
    private string? database;
    private LimnApplication? running;

    public async Task<LimnApplication> StartAsync()
    {
        if (LimnApplication.UsesPostgres && postgres is null)
        {
            postgres = await PostgresServer.StartAsync();
            database = await postgres.CreateDatabaseAsync();
        }

        return running = await LimnApplication.StartAsync(limn =>
        {
            limn.With("Limn:DataDirectory", dataDirectory);
            if (database is not null)
            {
                limn.With("Limn:Database", database);
            }
        });
    }

    public async Task<LimnApplication> RestartAsync()
    {
        await running!.DisposeAsync();
        return await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (running?.DisposeAsync() ?? default);
        await (postgres?.DisposeAsync() ?? default);
        if (Directory.Exists(dataDirectory))
        {
            Directory.Delete(dataDirectory, recursive: true);
        }
    }
}
