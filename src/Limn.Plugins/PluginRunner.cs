using System.Runtime.InteropServices;
using Limn.Plugins.Transports;
using Limn.Plugins.Transports.Rest;
using Limn.Plugins.Transports.WebSocket;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Limn.Plugins;

/// <summary>Runs a plugin as a program of its own.</summary>
public static class PluginRunner
{
    /// <summary>
    /// Serves a plugin until the process gets SIGTERM or Ctrl+C, or the caller cancels. Then runs that are under way have
    /// <see cref="PluginOptions.DrainTime"/> to end. Neither an absent hub nor a failing run ends it.
    /// </summary>
    /// <param name="plugin">The plugin. It can be served once.</param>
    /// <param name="cancellationToken">Asks to stop.</param>
    /// <returns>When the plugin has stopped.</returns>
    /// <exception cref="ArgumentException">The plugin has no secret.</exception>
    /// <exception cref="IOException">With <see cref="PluginConnector.Rest"/>: the port is taken.</exception>
    public static async Task RunAsync(PluginBase plugin, CancellationToken cancellationToken = default)
    {
        using var console = plugin.Options.LoggerFactory is null ? CreateConsole(plugin.Options.LogLevel) : null;
        plugin.Loggers = console ?? plugin.Loggers;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await ServeAsync(plugin, stopping.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    internal static async Task ServeAsync(PluginBase plugin, CancellationToken stopping)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(plugin.Options.Secret);
        IPluginTransport transport = plugin.Options.Connector == PluginConnector.Rest
            ? new RestPluginTransport(plugin)
            : new WebSocketPluginTransport(plugin);
        await using var health = await PluginListener.StartHealthAsync(plugin, stopping);
        await transport.ServeAsync(stopping);
    }

    private static ILoggerFactory CreateConsole(LogLevel level) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(level);
        logging.AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            format.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
