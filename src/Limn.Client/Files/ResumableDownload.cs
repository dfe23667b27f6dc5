using System.Net;
using System.Net.Http.Headers;
using Limn.Client.Http;

namespace Limn.Client.Files;

/// <summary>
/// Copies the file behind an address into a seekable stream. After a broken connection it goes on where it stopped (RFC 9110,
/// section 14), or from the start when the server does not serve ranges or the file has changed.
/// </summary>
internal sealed class ResumableDownload
{
    private const int ChunkSize = 128 * 1024;
    private const int MaxRedirects = 5;
    private const string Call = "The download";

    private readonly HttpClient http;
    private readonly LimnClientOptions options;
    private readonly Stream target;
    private readonly long start;
    private Uri address;
    private EntityTagHeaderValue? version;
    private long? total;

    internal ResumableDownload(HttpClient http, LimnClientOptions options, Uri address, Stream target)
    {
        this.http = http;
        this.options = options;
        this.address = address;
        this.target = target;
        start = target.Position;
    }

    private long Done => target.Position - start;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var before = Done;
            try
            {
                await CopyAsync(cancellationToken);
                return;
            }
            catch (BrokenTransferException e)
            {
                if (Done > before)
                    attempt = 0;
                if (attempt >= options.MaxRetries)
                    throw new IOException($"The download broke off after {Done} bytes: {e.Message}", e.InnerException);
            }

            await Backoff.PauseAsync(attempt, options.TimeProvider, cancellationToken);
        }
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        using var timer = new IdleTimer(options.IdleTimeout, options.TimeProvider, cancellationToken);
        using var response = await GuardAsync(timer, RequestAsync, cancellationToken);
        if (IsWhole(response))
            return;
        Align(response);
        await using var body = await GuardAsync(timer, token => response.Content.ReadAsStreamAsync(token), cancellationToken);
        var chunk = new byte[ChunkSize];
        while (await GuardAsync(timer, token => body.ReadAsync(chunk, token).AsTask(), cancellationToken) is var count && count > 0)
        {
            timer.Touch();
            await target.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
        }

        await target.FlushAsync(cancellationToken);
    }

    /// <summary>Redirects are followed here and not by the handler, so that https is never left for http.</summary>
    private async Task<HttpResponseMessage> RequestAsync(CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (Done > 0)
            {
                request.Headers.Range = new RangeHeaderValue(Done, null);
                if (version is { IsWeak: false })
                    request.Headers.IfRange = new RangeConditionHeaderValue(version);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (Next(response, redirects) is not { } next)
                return response;
            response.Dispose();
            address = next;
        }
    }

    private Uri? Next(HttpResponseMessage response, int redirects)
    {
        var status = (int)response.StatusCode;
        if (status is < 300 or >= 400 || response.Headers.Location is not { } location)
            return null;
        var next = new Uri(address, location);
        if (redirects == MaxRedirects)
            throw new LimnApiException(status, Call, $"redirected more than {MaxRedirects} times");
        if (next.Scheme != address.Scheme && next.Scheme != Uri.UriSchemeHttps)
            throw new LimnApiException(status, Call, "redirected from https to an address without encryption");
        return next;
    }

    /// <summary>The connection broke after the last byte: the server has nothing more from here on.</summary>
    private bool IsWhole(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
        && Done > 0
        && response.Content.Headers.ContentRange?.Length == Done;

    /// <summary>Puts the target where this answer goes on: at its end, or back at the start.</summary>
    private void Align(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500)
            throw new BrokenTransferException($"the server answered {status}", null);
        if (status is not (200 or 206 or 416) || (status == 416 && Done == 0))
            throw new LimnApiException(status, Call, response.ReasonPhrase ?? "refused");
        var range = response.Content.Headers.ContentRange;
        if (status == 206 && range?.From == Done && (total is null || range.Length == total))
            return;
        target.Position = start;
        target.SetLength(start);
        version = response.Headers.ETag;
        total = response.Content.Headers.ContentLength;
        if (status != 200)
            throw new BrokenTransferException("the file has changed meanwhile", null);
    }

    /// <summary>Tells failures of the network, which are worth another attempt, from those of the target stream.</summary>
    private static async Task<T> GuardAsync<T>(IdleTimer timer, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step(timer.Token);
        }
        catch (OperationCanceledException e) when (timer.HasFired && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenTransferException("nothing arrived for too long", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new BrokenTransferException(e.Message, e);
        }
    }

    private sealed class BrokenTransferException(string message, Exception? inner) : Exception(message, inner);
}
