using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>What a call to another server may take.</summary>
/// <param name="Time">From the start to the last byte of the answer.</param>
/// <param name="Bytes">Size of the answer.</param>
/// <param name="Redirects">How many redirects are followed; 0 for anything but GET.</param>
internal sealed record OutgoingLimits(TimeSpan Time, long Bytes, int Redirects = 0);

/// <summary>
/// Every call that the server makes to an address that a user gave. It resolves the name once and connects to the address that it checked, so
/// that a second answer of the resolver changes nothing; private, loopback and link-local addresses are refused unless the operator lists
/// them in <c>Limn:AllowedHosts</c>; each redirect is checked again. What went wrong is told without a word of what the other side said.
/// </summary>
internal sealed class Outgoing : IDisposable
{
    private const int LongestAddress = 2000;
    private static readonly IPAddress PublicExample = IPAddress.Parse("1.1.1.1");
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync;
    private readonly AllowedHosts allowed;
    private readonly HttpClient client;

    public Outgoing(IOptions<LimnOptions> options)
        : this(options.Value.AllowedHosts, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>With a resolver of its own, for tests.</summary>
    internal Outgoing(IReadOnlyList<string> allowedHosts, Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync)
    {
        this.resolveAsync = resolveAsync;
        allowed = new AllowedHosts(allowedHosts);
#pragma warning disable CA2000 // The client disposes it.
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = ConnectTime, ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
    }

    /// <summary>Downloads <paramref name="address"/>.</summary>
    public Task<Reply<OutgoingAnswer>> GetAsync(Uri address, OutgoingLimits limits, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), limits, cancellationToken);

    /// <summary>Sends the request that <paramref name="newRequest"/> makes; after a redirect it makes another, whose address is replaced.</summary>
    public async Task<Reply<OutgoingAnswer>> SendAsync(
        Func<HttpRequestMessage> newRequest, OutgoingLimits limits, CancellationToken cancellationToken)
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.Time);
        try
        {
            var answer = await FollowAsync(newRequest, limits, time.Token);
            if (answer.Refusal is { } refusal)
            {
                time.Dispose();
                return refusal;
            }

            return new OutgoingAnswer(answer.Value!, limits, time);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            time.Dispose();
            return Explain(exception, limits);
        }
    }

    /// <summary>
    /// Sends one request and returns as soon as the head of the answer is there. For callers that tell failures apart; redirects are not
    /// followed, and time and size are theirs to limit.
    /// </summary>
    public Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Why an address that a secret is to be sent to cannot be kept, as far as its text tells; null when it can.</summary>
    public string? RefuseForSecrets(string address)
    {
        if (address.Length > LongestAddress || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
        {
            return "Give an address such as https://plugin.example.org, without a name and password in it.";
        }

        var isNumber = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var number);
        var isAllowed = allowed.Allow(uri.Host, number ?? (uri.IsLoopback ? IPAddress.Loopback : PublicExample));
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && isAllowed))
        {
            return "Give an https address: a secret is sent there.";
        }

        return isNumber && !isAllowed ? "The address lies in a private network. The operator can allow it in Limn:AllowedHosts." : null;
    }

    public void Dispose() => client.Dispose();

    private async Task<Reply<HttpResponseMessage>> FollowAsync(
        Func<HttpRequestMessage> newRequest, OutgoingLimits limits, CancellationToken cancellationToken)
    {
        Uri? target = null;
        for (var redirects = 0; ; redirects++)
        {
            using var request = newRequest();
            request.RequestUri = target ?? request.RequestUri!;
            if (CheckAddress(request.RequestUri) is { } refusal)
            {
                return refusal;
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            if (redirects == limits.Redirects)
            {
                return Refusal.BadRequest(limits.Redirects == 0 ? "The address redirects elsewhere, which is not followed." : "The address redirects too often.");
            }

            target = new Uri(request.RequestUri, location);
        }
    }

    private static Refusal? CheckAddress(Uri address) =>
        !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            ? Refusal.BadRequest("Only http and https addresses are fetched.")
            : address.UserInfo.Length > 0 ? Refusal.BadRequest("An address with a password in it is not fetched.") : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolveAsync(host, cancellationToken);
        var open = Array.FindAll(addresses, address => allowed.Allow(host, address));
        if (open.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Refusal Explain(Exception exception, OutgoingLimits limits) => exception switch
    {
        OperationCanceledException => Refusal.BadRequest($"The address did not answer within {limits.Time.TotalSeconds:0} seconds."),
        _ when exception is ForbiddenAddressException || exception.InnerException is ForbiddenAddressException =>
            Refusal.BadRequest("The address lies in a private network. The operator can allow it in Limn:AllowedHosts."),
        _ => Refusal.BadRequest("The address could not be reached."),
    };

    private sealed class ForbiddenAddressException() : IOException("The address is not allowed.");
}
