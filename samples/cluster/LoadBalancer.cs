using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace ClusterSample;

/// <summary>Any request to any process that is ready. A socket that polls stays with its process, by a cookie.</summary>
internal static class LoadBalancer
{
    private const string Requests = "requests";
    private const string Sockets = "sockets";

    public static void AddLoadBalancer(this IServiceCollection services, IEnumerable<Uri> processes)
    {
        var destinations = processes.ToDictionary(address => address.Authority, address => new DestinationConfig { Address = address.ToString() });
        var requests = new ClusterConfig
        {
            ClusterId = Requests,
            Destinations = destinations,
            LoadBalancingPolicy = "PowerOfTwoChoices",
            HealthCheck = new HealthCheckConfig
            {
                Active = new ActiveHealthCheckConfig
                {
                    Enabled = true,
                    Interval = TimeSpan.FromSeconds(1),
                    Timeout = TimeSpan.FromSeconds(2),
                    Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                    Path = "/health/ready",
                },
            },
            Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
        };
        var sockets = requests with
        {
            ClusterId = Sockets,
            SessionAffinity = new SessionAffinityConfig
            {
                Enabled = true, Policy = "HashCookie", FailurePolicy = "Redistribute", AffinityKeyName = ".Limn.Process",
            },
        };
        RouteConfig[] routes =
        [
            new() { RouteId = Sockets, ClusterId = Sockets, Match = new RouteMatch { Path = "/socket.io/{**rest}" } },
            new() { RouteId = Requests, ClusterId = Requests, Match = new RouteMatch { Path = "/{**rest}" } },
        ];

        // The name that the browser called: sockets of pages are accepted from there only.
        services.AddReverseProxy()
            .LoadFromMemory([.. routes.Select(route => route.WithTransformUseOriginalHostHeader())], [requests, sockets]);
    }
}
