using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Namespaces;

/// <summary>
/// Which pages may speak in a namespace. Browsers let any page open a websocket and send the user's cookies with it, so
/// the server has to look (CVE-2020-28481, CVE-2019-13611).
/// </summary>
internal sealed class OriginPolicy
{
    public static readonly OriginPolicy Any = new(null);
    public static readonly OriginPolicy SameOrigin = new([]);

    private readonly FrozenSet<string>? others;

    private OriginPolicy(IEnumerable<string>? others) => this.others = others?.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static OriginPolicy SameOriginAnd(IEnumerable<string> others) => new(others);

    /// <summary>Whether the origin fits; programs other than browsers have none.</summary>
    public bool Admits(string? origin, HostString host)
    {
        if (others is null || origin is null || others.Contains(origin))
            return true;
        // Behind a proxy that ends TLS the scheme seen here is not the page's, so hosts are compared.
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Scheme is "http" or "https"
            && string.Equals(page.Authority, Authority(page.Scheme, host), StringComparison.OrdinalIgnoreCase);
    }

    // A browser leaves the scheme's usual port out, as Uri does.
    private static string Authority(string scheme, HostString host) =>
        host.Port == (scheme == "https" ? 443 : 80) ? host.Host : host.Value ?? "";
}
