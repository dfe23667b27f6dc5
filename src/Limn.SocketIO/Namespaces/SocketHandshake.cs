using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Limn.SocketIO.Namespaces;

/// <summary>What the first HTTP request of a session told. A copy: it outlives the request, and never changes.</summary>
public sealed class SocketHandshake
{
    private readonly KeyValuePair<string, StringValues>[] headers;
    private readonly string? queryString;
    private ClaimsPrincipal? user;

    internal SocketHandshake(HttpContext context)
    {
        RemoteAddress = context.Connection.RemoteIpAddress;
        // The context's own property would make an empty principal for each of many anonymous connections.
        user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        Scheme = context.Request.Scheme;
        Host = context.Request.Host;
        queryString = context.Request.QueryString.Value;
        headers = [.. context.Request.Headers];
    }

    /// <summary>The client's address, or the one that the forwarded-headers middleware found; null on exotic servers.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>Who sent the request, as the authentication middleware found.</summary>
    public ClaimsPrincipal User => LazyInitializer.EnsureInitialized(ref user, static () => new ClaimsPrincipal(new ClaimsIdentity()));

    internal bool IsAuthenticated => user?.Identity?.IsAuthenticated == true;

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>The host that the client asked for.</summary>
    public HostString Host { get; }

    /// <summary>The query's parameters, among them the protocol's own. Parsed anew at each call.</summary>
    public IReadOnlyDictionary<string, StringValues> Query => QueryHelpers.ParseQuery(queryString);

    /// <summary>Looks a header up.</summary>
    /// <param name="name">The name in any case.</param>
    /// <returns>Its values; empty when it was not sent.</returns>
    public StringValues GetHeader(string name)
    {
        foreach (var header in headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }
        return StringValues.Empty;
    }
}
