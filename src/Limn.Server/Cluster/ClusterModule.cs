using System.Net;
using System.Net.Sockets;
using Limn.Server.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Limn.Server.Cluster;

/// <summary>
/// Runs the grains (jobs, plugin routing, live topics, statistics): in this process alone, or in all processes on the same PostgreSQL, which
/// find each other in its schema <c>orleans</c>.
/// </summary>
internal static class ClusterModule
{
    /// <summary>Names the cluster inside its database, of which it is the only one.</summary>
    private const string Name = "limn";

    // Enough for membership; the features have connections of their own.
    private const int MostConnections = 5;

    private const int MissedProbes = 3;

    // Grains leave by themselves when they have done their part. Orleans activates none where the clock was set back by more than this age.
    private static readonly TimeSpan IdleAge = TimeSpan.FromDays(30);

    public static void AddCluster(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(LimnOptions.Section).Get<LimnOptions>() ?? new LimnOptions();
        builder.Services.AddSingleton<IValidateOptions<LimnOptions>, ClusterOptionsValidator>();
        builder.Services.AddSingleton<ClusterMembers>();
        builder.Host.UseOrleans(silo =>
        {
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleAge);
            if (options.Cluster.Enabled && !string.IsNullOrWhiteSpace(options.Database))
            {
                silo.Join(options);
            }
            else
            {
                silo.UseLocalhostClustering(PortOf(options.Cluster), gatewayPort: 0);
            }
        });
        builder.Services.AddHostedService<ProcessLossWatch>();
    }

    /// <summary>
    /// Lets the process say that it is not ready, for a while, before anything else of it stops. Services stop in reverse order, so this is
    /// the last one to be added.
    /// </summary>
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        builder.Services.AddHealthChecks().AddCheck<DrainingHealth>("draining", tags: [DatabaseHealth.ReadyTag]);
    }

    private static void Join(this ISiloBuilder silo, LimnOptions options)
    {
        var cluster = options.Cluster;
        silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = "Npgsql";
            clustering.ConnectionString = new NpgsqlConnectionStringBuilder(options.Database)
            {
                SearchPath = MembershipTables.Schema, MaxPoolSize = MostConnections,
            }.ToString();
        });
        silo.Configure<Orleans.Configuration.ClusterOptions>(named => (named.ClusterId, named.ServiceId) = (Name, Name));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            // A wrong address is reported by the validator.
            endpoint.AdvertisedIPAddress = IPAddress.TryParse(cluster.Address, out var address) ? address : IPAddress.Loopback;
            endpoint.SiloPort = PortOf(cluster);
            endpoint.GatewayPort = 0;
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = cluster.ProbeTimeout;
            membership.NumMissedProbesLimit = MissedProbes;

            // Two of three processes that ask for the hanging third through each other take each other for unwell, and decide nothing for long.
            membership.EnableIndirectProbes = false;
            membership.TableRefreshTimeout = cluster.ProbeTimeout * 2;

            // A process that hangs is out when its row is stale too, and so are the rows of a cluster whose processes all died.
            membership.IAmAliveTablePublishTimeout = cluster.ProbeTimeout;
            membership.NumMissedTableIAmAliveLimit = MissedProbes;
        });
    }

    private static int PortOf(ClusterOptions cluster) => cluster.Port == 0 ? FreePort() : cluster.Port;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
