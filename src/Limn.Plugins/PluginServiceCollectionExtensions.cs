using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins;

/// <summary>Runs plugins inside an application that has a host.</summary>
public static class PluginServiceCollectionExtensions
{
    /// <summary>
    /// Serves a plugin as long as the host runs. Call it once for each plugin; all of them share the host's loggers, unless their
    /// options name others. Give the host a shutdown timeout above <see cref="PluginOptions.DrainTime"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="create">Makes the plugin, with whatever services it needs.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLimnPlugin(this IServiceCollection services, Func<IServiceProvider, PluginBase> create) =>
        services.AddSingleton<IHostedService>(
            provider => new PluginService(create(provider), provider.GetRequiredService<ILoggerFactory>()));

    private sealed class PluginService : BackgroundService
    {
        private readonly PluginBase plugin;

        internal PluginService(PluginBase plugin, ILoggerFactory loggers)
        {
            this.plugin = plugin;
            if (plugin.Options.LoggerFactory is null)
                plugin.Loggers = loggers;
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => PluginRunner.ServeAsync(plugin, stoppingToken);
    }
}
