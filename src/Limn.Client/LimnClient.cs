using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Client.Http;
using Limn.Client.Json;

namespace Limn.Client;

/// <summary>
/// Client of the REST API of a Limn hub, and of hubs that speak the same API. Lists are read page by page, files and exports
/// are streamed: nothing grows with the size of the project. Thread safe.
/// </summary>
/// <remarks>
/// Every method throws <see cref="LimnApiException"/> when the hub refuses, <see cref="HttpRequestException"/> when it cannot be
/// reached, <see cref="TimeoutException"/> when it does not answer in time, and <see cref="OperationCanceledException"/> when
/// the caller cancels.
/// </remarks>
public sealed partial class LimnClient : IDisposable
{
    private readonly LimnClientOptions options;
    private readonly ApiTransport transport;

    /// <summary>Makes a client with default options.</summary>
    /// <param name="host">Address of the hub.</param>
    /// <param name="apiKey">The caller's API key, or the key of a plugin run.</param>
    /// <param name="handler">What carries the requests, see <see cref="LimnClientOptions.Handler"/>.</param>
    /// <exception cref="ArgumentException">The host or the key cannot be used.</exception>
    public LimnClient(Uri host, string apiKey, HttpMessageHandler? handler = null)
        : this(new LimnClientOptions { Host = host, ApiKey = apiKey, Handler = handler })
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public LimnClient(LimnClientOptions options)
    {
        this.options = options;
        transport = new ApiTransport(options);
    }

    /// <summary>Makes any call of the API, for those that have no method of their own.</summary>
    /// <param name="method">GET, POST, DELETE ...</param>
    /// <param name="pathAndQuery">Such as <c>/v2/storages</c>, percent-encoded.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The member <c>data</c> of the answer, or the whole answer when it has none.</returns>
    public Task<JsonElement> CallAsync(
        HttpMethod method, string pathAndQuery, JsonNode? body = null, CancellationToken cancellationToken = default) =>
        transport.SendAsync(new ApiCall(method, pathAndQuery) { Body = body is null ? null : () => JsonBody(body) }, cancellationToken);

    /// <summary>Gives up the client; the shared or given handler stays usable.</summary>
    public void Dispose() => transport.Dispose();

    private static string Segment(string id) => Uri.EscapeDataString(id);

    private static ByteArrayContent JsonBody(JsonNode body) => JsonBody(JsonSerializer.SerializeToUtf8Bytes(body));

    private static ByteArrayContent JsonBody(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, LimnJson.Options)!;

    private static T Read<T>(ApiCall call, JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out var member))
            throw new LimnApiException(200, call.ToString(), $"the reply has no {name}");
        return Read<T>(call, member);
    }

    private static T Read<T>(ApiCall call, JsonElement value)
    {
        try
        {
            if (value.Deserialize<T>(LimnJson.Options) is { } read)
                return read;
            throw new LimnApiException(200, call.ToString(), "the reply holds null where a value belongs");
        }
        catch (JsonException e)
        {
            throw new LimnApiException(200, call.ToString(), $"the reply cannot be read: {e.Message}", e);
        }
    }

    private Task<JsonElement> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, path, body, cancellationToken);

    private async Task<T> FetchAsync<T>(ApiCall call, string name, CancellationToken cancellationToken) =>
        Read<T>(call, await transport.SendAsync(call, cancellationToken), name);
}
