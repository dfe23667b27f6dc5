namespace Limn.Server.Cluster;

/// <summary>The processes of the cluster, as this one sees them. A process is named by its address and the time of its start.</summary>
internal sealed class ClusterMembers(IClusterMembershipService membership, ILocalSiloDetails self)
{
    /// <summary>Names this process, unlike any before or after it.</summary>
    public string Self { get; } = self.SiloAddress.ToParsableString();

    /// <summary>True when the process is known to run.</summary>
    public bool IsAlive(string process) => StatusOf(process) is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    /// <summary>True when the process is known to be gone; not so for one that has just begun.</summary>
    public bool IsLost(string process) => StatusOf(process) == SiloStatus.Dead;

    private SiloStatus StatusOf(string process) =>
        process == Self ? SiloStatus.Active : membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(process));
}
