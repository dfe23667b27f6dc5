using System.Net;

namespace Limn.Server.Hosting;

/// <summary>The answer of another server. Its body ends with an error beyond the limits of size and time.</summary>
internal sealed class OutgoingAnswer(HttpResponseMessage response, OutgoingLimits limits, CancellationTokenSource time) : IDisposable
{
    public HttpStatusCode Status => response.StatusCode;

    public bool IsSuccess => response.IsSuccessStatusCode;

    /// <summary>What the other side calls its content; not to be trusted.</summary>
    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>Copies the body; null, or why that ended early.</summary>
    public async Task<Refusal?> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limits.Bytes)
        {
            return TooLarge;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            return await CopyAsync(body, target, both.Token) ? null : TooLarge;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refusal.BadRequest($"The answer took longer than {limits.Time.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            return Refusal.BadRequest("The connection broke before the end.");
        }
    }

    public void Dispose()
    {
        response.Dispose();
        time.Dispose();
    }

    private async Task<bool> CopyAsync(Stream body, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        var left = limits.Bytes;
        while (await body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            left -= read;
            if (left < 0)
            {
                return false;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }

    private Refusal TooLarge => Refusal.TooLarge($"The answer is larger than {limits.Bytes} bytes.");
}
