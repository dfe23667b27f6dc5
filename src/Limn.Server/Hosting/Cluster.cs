using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Limn.Server.Hosting;

/// <summary>Runs the grains (jobs, plugin routing, notifications, statistics) in this process, as a cluster of one.</summary>
internal static class Cluster
{
    public static void AddCluster(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(LimnOptions.Section).Get<LimnOptions>()?.Cluster ?? new ClusterOptions();
        builder.Host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                options.SiloPort == 0 ? FreePort() : options.SiloPort,
                options.GatewayPort == 0 ? FreePort() : options.GatewayPort);
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
