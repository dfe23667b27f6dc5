namespace Limn.Server.Plugins.Connections;

/// <summary>Ids of connections: unique in the cluster, and telling which process a connection belongs to.</summary>
internal static class ConnectionIds
{
    private const char Separator = '/';

    /// <param name="process">Name of the process, see <see cref="Cluster.ClusterMembers"/>.</param>
    /// <param name="name">Unique in the process.</param>
    public static string New(string process, string name) => process + Separator + name;

    public static string ProcessOf(string id) => id[..id.IndexOf(Separator, StringComparison.Ordinal)];
}
