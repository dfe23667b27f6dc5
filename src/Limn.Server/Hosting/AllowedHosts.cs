using System.Net;
using System.Net.Sockets;

namespace Limn.Server.Hosting;

/// <summary>Decides to which addresses the server may connect on a user's behalf.</summary>
internal sealed class AllowedHosts
{
    /// <summary>Everything that is not the public internet: RFC 6890 and its kin, and the ranges that wrap an IPv4 address.</summary>
    private static readonly IPNetwork[] Inner =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10",
            "ff00::/8",
        ]).Select(text => IPNetwork.Parse(text)),
    ];

    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> networks = [];

    /// <param name="entries">Host names, addresses, or networks such as <c>10.1.0.0/16</c>.</param>
    public AllowedHosts(IReadOnlyList<string> entries)
    {
        foreach (var entry in entries)
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                names.Add(entry);
            }
        }
    }

    /// <summary>Whether <paramref name="address"/>, to which <paramref name="host"/> resolved, may be connected to.</summary>
    public bool Allow(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return names.Contains(host) || networks.Exists(network => network.Contains(plain)) || !Array.Exists(Inner, network => network.Contains(plain));
    }
}
