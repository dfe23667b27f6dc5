using System.Net;
using System.Text.Json;

namespace Limn.Client.Http;

/// <summary>Makes calls and opens their envelopes. Thread safe.</summary>
internal sealed class ApiTransport : IDisposable
{
    private const long LongestReply = 64L << 20;

    /// <summary>Old connections are given up so that a change of the hub's address is noticed.</summary>
    private static readonly Lazy<SocketsHttpHandler> SharedHandler = new(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    private readonly LimnClientOptions options;
    private readonly string host;

    internal ApiTransport(LimnClientOptions options)
    {
        options.Validate();
        this.options = options;
        host = options.Host.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Http = new HttpClient(options.Handler ?? SharedHandler.Value, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestReply,
        };
    }

    internal HttpClient Http { get; }

    /// <summary>The member <c>data</c> of the hub's answer, or the whole answer when it has none.</summary>
    internal async Task<JsonElement> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var response = await SendOnceAsync(call, cancellationToken);
                if (!IsPassing(call, response.StatusCode) || attempt == options.MaxRetries)
                    return await OpenAsync(call, response, cancellationToken);
            }
            catch (HttpRequestException e) when (attempt < options.MaxRetries && IsPassing(call, e))
            {
                // The pause below is the handling.
            }

            await Backoff.PauseAsync(attempt, options.TimeProvider, cancellationToken);
        }
    }

    public void Dispose() => Http.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, host + call.Path + call.Query) { Content = call.Body?.Invoke() };
        request.Headers.Add("apikey", options.ApiKey);
        var limit = call.Timeout ?? options.CallTimeout;
        using var timeout = new CancellationTokenSource(limit, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{call} was not answered within {limit}.", e);
        }
    }

    private static async Task<JsonElement> OpenAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            var target = Origin(response.Headers.Location);
            throw new LimnApiException(status, call.ToString(), $"redirected to {target}; give the final address as host");
        }

        return Envelope.Open(call, status, body);
    }

    private static string Origin(Uri? location) =>
        location is { IsAbsoluteUri: true } ? location.GetLeftPart(UriPartial.Authority) : "another path";

    private static bool IsPassing(ApiCall call, HttpStatusCode status) =>
        call.Method == HttpMethod.Get
        && status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>A refused connection carried nothing to the hub, so even a call that changes something may be made again.</summary>
    private static bool IsPassing(ApiCall call, HttpRequestException failure) =>
        !call.IsOnce
        && (failure.HttpRequestError == HttpRequestError.ConnectionError
            || (call.Method == HttpMethod.Get && failure.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown));
}
