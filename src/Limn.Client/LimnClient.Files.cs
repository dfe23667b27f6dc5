using System.Text.Json;
using Limn.Client.Files;
using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Asks for an address to upload a file to.</summary>
    /// <param name="place">What the file is and where it goes.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Address for one PUT. Without its query it is the file's lasting address.</returns>
    public Task<Uri> GetUploadUrlAsync(FilePlace place, CancellationToken cancellationToken = default) =>
        GetAddressAsync("/v2/getUploadUrl", place.ToQuery(place.Name), "uploadUrl", cancellationToken);

    /// <summary>Asks for an address from which anybody can download a file for some days.</summary>
    /// <param name="file">The file's address, with or without a query; the file need not be there yet.</param>
    /// <param name="place">The place it was given; its name is not used.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The signed address.</returns>
    public Task<Uri> GetSignedUrlAsync(Uri file, FilePlace place, CancellationToken cancellationToken = default) =>
        GetAddressAsync("/v2/getSignedUrl", place.ToQuery(file.AbsoluteUri), "signedUrl", cancellationToken);

    /// <summary>
    /// Uploads a file with one PUT, straight from the stream and with its length announced. Made again after a passing failure
    /// when the stream can be rewound.
    /// </summary>
    /// <param name="uploadUrl">Address from <see cref="GetUploadUrlAsync"/>. The API key is not sent to it.</param>
    /// <param name="content">Read from its position to its end; must be able to tell its length. Stays open.</param>
    /// <param name="cancellationToken">Gives the upload up.</param>
    /// <returns>When the store has the file.</returns>
    /// <exception cref="ArgumentException">The stream cannot tell its length.</exception>
    public async Task UploadAsync(Uri uploadUrl, Stream content, CancellationToken cancellationToken = default)
    {
        if (!content.CanSeek)
            throw new ArgumentException("The stream must be able to tell its length.", nameof(content));
        var start = content.Position;
        for (var attempt = 0; ; attempt++)
        {
            content.Position = start;
            if (await TryUploadAsync(uploadUrl, content, isLast: attempt == options.MaxRetries, cancellationToken))
                return;
            await Backoff.PauseAsync(attempt, options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>
    /// Downloads a file. A broken connection is taken up where it broke, as often as progress is made.
    /// </summary>
    /// <param name="file">Its address. The API key is not sent to it. Up to five redirects are followed, never from https to http.</param>
    /// <param name="target">Seekable; written from its position on. Stays open.</param>
    /// <param name="cancellationToken">Gives the download up.</param>
    /// <returns>When the whole file is in the target.</returns>
    /// <exception cref="IOException">The connection kept breaking, or the target cannot be written.</exception>
    public Task DownloadAsync(Uri file, Stream target, CancellationToken cancellationToken = default) =>
        new ResumableDownload(transport.Http, options, file, target).RunAsync(cancellationToken);

    private async Task<bool> TryUploadAsync(Uri uploadUrl, Stream content, bool isLast, CancellationToken cancellationToken)
    {
        using var timer = new IdleTimer(options.IdleTimeout, options.TimeProvider, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Put, uploadUrl)
        {
            Content = new MeasuredContent(content, content.Length - content.Position, timer),
        };
        try
        {
            using var response = await transport.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token);
            if (response.IsSuccessStatusCode)
                return true;
            if ((int)response.StatusCode is not (408 or 429 or >= 500) || isLast)
                throw new LimnApiException((int)response.StatusCode, "The upload", response.ReasonPhrase ?? "refused");
        }
        catch (HttpRequestException) when (!isLast)
        {
            // The caller's pause and next attempt are the handling.
        }
        catch (OperationCanceledException e) when (timer.HasFired && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The upload has not moved for {options.IdleTimeout}.", e);
        }

        return false;
    }

    private async Task<Uri> GetAddressAsync(string path, Query query, string name, CancellationToken cancellationToken)
    {
        var call = new ApiCall(HttpMethod.Get, path) { Query = query };
        return Address(call, await transport.SendAsync(call, cancellationToken), name);
    }

    private static Uri Address(ApiCall call, JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
        && Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new LimnApiException(200, call.ToString(), $"the reply has no address {name}");
}
