using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Limn.Client.Tests;

/// <summary>A web server on a free port that answers what the test says and remembers what it was asked.</summary>
internal sealed class StubHub : IAsyncDisposable
{
    private readonly WebApplication app;

    private StubHub(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public LimnClient Client => new(new LimnClientOptions { Host = Address, ApiKey = "key-1", TimeProvider = new HastyTime() });

    public static async Task<StubHub> StartAsync(Action<WebApplication, StubHub> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var hub = new StubHub(builder.Build());
        hub.app.Use(hub.RememberAsync);
        map(hub.app, hub);
        await hub.app.StartAsync();
        return hub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static JsonObject Success(JsonNode data) => new() { ["status"] = "success", ["data"] = data };

    private async Task RememberAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        // A body without a length is streamed; the test that sends one reads it itself.
        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true && request.ContentLength > 0;
        if (isJson)
            request.EnableBuffering();
        var body = isJson ? await new StreamReader(request.Body).ReadToEndAsync() : "";
        if (isJson)
            request.Body.Position = 0;
        Seen.Enqueue(new SeenRequest(
            request.Method, request.Path, request.QueryString.Value ?? "", request.Headers["apikey"].ToString(), body,
            request.ContentType, request.ContentLength));
        await next(context);
    }
}

internal sealed record SeenRequest(
    string Method, string Path, string Query, string ApiKey, string Body, string? ContentType, long? ContentLength)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}
