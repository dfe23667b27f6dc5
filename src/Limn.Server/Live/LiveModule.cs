using Limn.Server.Cluster;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.SocketIO.Hosting;

namespace Limn.Server.Live;

/// <summary>Sockets: plugins in the namespace <c>/plugin</c>, open browsers in <c>/app</c>.</summary>
internal static class LiveModule
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveTopics>();
        builder.Services.AddSingleton<AppTopics>();
        builder.Services.AddSingleton<IProcessLossListener>(provider => provider.GetRequiredService<AppTopics>());
        builder.Services.AddSingleton<AppSockets>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AppSockets>());
        builder.Services.AddSocketIO(options => builder.Configuration.GetSection("Limn:SocketIO").Bind(options));
    }

    public static void MapSockets(this WebApplication app) =>
        app.MapSocketIO("/socket.io", server =>
            {
                app.Services.GetRequiredService<AppSockets>().Map(server);
                server.MapPluginSockets(app.Services);
            })
            .NeedsNothing("plugins prove themselves by a heartbeat, browsers by their session when they join");
}
