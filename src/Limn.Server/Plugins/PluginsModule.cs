using Limn.Plugins.BuiltIn;
using Limn.Server.Cluster;
using Limn.Server.Live;
using Limn.Server.Plugins.BuiltIn;
using Limn.Server.Plugins.Catalogue;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Runs;
using Limn.Server.Plugins.Sessions;
using Limn.Server.Plugins.Sockets;
using Limn.SocketIO.Hosting;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins;

/// <summary>Plugins: the catalogue, the ways to their processes, and their runs.</summary>
internal static class PluginsModule
{
    public static void AddPlugins(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PluginsOptions>().BindConfiguration(PluginsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PluginsOptions>, PluginsOptionsValidator>();
        AddCatalogue(services);
        AddConnections(services);
        AddRuns(services);
    }

    public static void MapPlugins(this RouteGroupBuilder api)
    {
        api.MapCatalogue();
        api.MapInstallations();
        api.MapPresets();
        api.MapRuns();
        api.MapSessions();
        api.MapReports();
    }

    /// <summary>Serves the namespace that plugins connect to.</summary>
    public static void MapPluginSockets(this SocketIOServer server, IServiceProvider services) =>
        services.GetRequiredService<PluginSockets>().Map(server);

    /// <summary>What calls with a run key go through; behind the permission check.</summary>
    public static void UseRunKeyCalls(this WebApplication app) => app.UseMiddleware<RunKeyCalls>();

    private static void AddCatalogue(IServiceCollection services)
    {
        services.AddSingleton<PluginSecrets>();
        services.AddSingleton<PluginRules>();
        services.AddScoped<PluginEditor>();
        services.AddScoped<PluginReader>();
        services.AddSingleton<IOutboxHandler, PluginChangedHandler>();
        services.AddSingleton<IOutboxHandler, PluginUninstalledHandler>();
    }

    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton<PluginStore>();
        services.AddSingleton<RestConnector>();
        services.AddSingleton<LocalConnections>();
        services.AddSingleton<OwnServer>();
        services.AddSingleton(new BuiltInPlugin(CocoExport.Description.Name, CocoExport.Create)
        {
            Title = CocoExport.Description.Title, Description = CocoExport.Description.Description, Details = CocoExport.Description.Details,
            DefaultConfig = CocoExport.Description.DefaultConfig,
        });
        services.AddSingleton<BuiltInPlugins>();
        services.AddHostedService(provider => provider.GetRequiredService<BuiltInPlugins>());
        services.AddSingleton<BuiltInCatalogue>();
        services.AddSingleton<PluginSockets>();
        services.AddSingleton<IProcessLossListener>(provider => provider.GetRequiredService<PluginSockets>());
    }

    private static void AddRuns(IServiceCollection services)
    {
        services.AddScoped<RunStarter>();
        services.AddScoped<RunFilters>();
        services.AddScoped<SessionReader>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionNotices>();
        services.AddSingleton<RunActivity>();
        services.AddHostedService(provider => provider.GetRequiredService<RunActivity>());
        services.AddSingleton<SessionRecovery>();
        services.AddSingleton<IProcessLossListener>(provider => provider.GetRequiredService<SessionRecovery>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionRecovery>());
        services.AddSingleton<SessionRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionRetention>());
        services.AddSingleton(new TopicRule("plugin", PluginTopics.MayWatchPluginAsync));
        services.AddSingleton(new TopicRule("session", PluginTopics.MayWatchSessionAsync));
        services.AddSingleton<IOutboxHandler, RunStartHandler>();
    }
}
