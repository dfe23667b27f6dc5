using System.Net;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.BuiltIn;

/// <summary>
/// The way from built-in plugins to this server: its public name may not be reachable from here, so what goes to it goes to the listener
/// itself. What goes elsewhere passes the guard of <see cref="Outgoing"/>.
/// </summary>
internal sealed class OwnServer(IServer server, Outgoing outgoing, IOptions<LimnOptions> options) : IDisposable
{
    // A certificate is checked against the Host header, so against the name that was called.
    private readonly SocketsHttpHandler loopback = new() { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };

    /// <summary>What carries the calls of one run.</summary>
    /// <param name="origin">The address under which the user reaches the server; links in the answers begin with it.</param>
    public HttpMessageHandler NewHandler(Uri origin)
    {
        string?[] names = [origin.Authority, options.Value.PublicUrl is { } url ? new Uri(url).Authority : null];
        return new OwnServerHandler(loopback, outgoing, names, Listener());
    }

    public void Dispose() => loopback.Dispose();

    private Uri Listener()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? addresses.First();
        var found = new UriBuilder(address.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal));
        found.Host = IPAddress.TryParse(found.Host.Trim('[', ']'), out var number) && IsAny(number) ? "localhost" : found.Host;
        return found.Uri;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}

/// <summary>Sends what is meant for this server to its listener, under the name that was called.</summary>
internal sealed class OwnServerHandler(HttpMessageHandler loopback, Outgoing outside, string?[] names, Uri listener) : HttpMessageHandler
{
    private readonly HttpMessageInvoker own = new(loopback, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } uri || !names.Contains(uri.Authority, StringComparer.OrdinalIgnoreCase))
        {
            return outside.SendOnceAsync(request, cancellationToken);
        }

        request.Headers.Host = uri.Authority;
        request.RequestUri = new Uri(listener, uri.PathAndQuery);
        return own.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            own.Dispose();
        }

        base.Dispose(disposing);
    }
}
