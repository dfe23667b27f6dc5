using System.ComponentModel.DataAnnotations;
using System.Net;
using Limn.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Limn.Server.Cluster;

/// <summary>Several processes over one PostgreSQL; section <c>Limn:Cluster</c>.</summary>
public sealed class ClusterOptions
{
    public const string Section = LimnOptions.Section + ":Cluster";

    /// <summary>Whether this process works together with all others on its database. Default: no, it is the only one.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// The IP address under which the other processes reach this one, and the only one at which it listens for them. Default: loopback, for
    /// processes of one machine.
    /// </summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Port for messages between processes. They are not encrypted: keep it inside. Default: 0, a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>How long a process may take to say that it lives. Three silences in a row put it out of the cluster. Default 3 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a process that stops goes on serving while it says that it is not ready. Default 5 s, for the load balancer to notice.</summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>What the annotations cannot say.</summary>
internal sealed class ClusterOptionsValidator : IValidateOptions<LimnOptions>
{
    public ValidateOptionsResult Validate(string? name, LimnOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(LimnOptions options)
    {
        var cluster = options.Cluster;
        if (cluster.Enabled && string.IsNullOrWhiteSpace(options.Database))
        {
            yield return $"{ClusterOptions.Section}:Enabled needs PostgreSQL in {LimnOptions.Section}:Database: SQLite serves one process.";
        }

        if (!IPAddress.TryParse(cluster.Address, out _))
        {
            yield return $"{ClusterOptions.Section}:Address is not an IP address: {cluster.Address}.";
        }

        if (cluster.ProbeTimeout <= TimeSpan.Zero)
        {
            yield return $"{ClusterOptions.Section}:ProbeTimeout must be greater than zero.";
        }

        if (cluster.DrainDelay < TimeSpan.Zero)
        {
            yield return $"{ClusterOptions.Section}:DrainDelay must not be negative.";
        }
    }
}
