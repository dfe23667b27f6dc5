namespace Limn.Plugins.Tests;

/// <summary>A plugin that is served until disposed.</summary>
internal sealed class RunningPlugin : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    private RunningPlugin(PluginBase plugin)
    {
        Plugin = plugin;
        serving = PluginRunner.ServeAsync(plugin, stopping.Token);
    }

    public PluginBase Plugin { get; }

    public static RunningPlugin Start(PluginBase plugin) => new(plugin);

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await serving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
    }
}
