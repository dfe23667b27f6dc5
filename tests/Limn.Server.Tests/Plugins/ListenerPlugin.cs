using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Limn.Server.Tests.Plugins;

/// <summary>A plugin behind <c>CONNECTOR=REST</c>: an HTTP listener that answers as it is told to.</summary>
public sealed class ListenerPlugin : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<(JsonElement Body, string ContentType)> runs = Channel.CreateUnbounded<(JsonElement, string)>();
    private readonly WebApplication app;

    private ListenerPlugin()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/heartbeat", (HttpContext http) => Check(http) ?? Results.Json(IsHealthy ? "ok" : "no", statusCode: IsHealthy ? 200 : 503));
        app.MapPost("/plugin", (Delegate)ServeAsync);
    }

    public string Url => app.Urls.First();

    /// <summary>What it proves its callers by; null = nothing is asked.</summary>
    public string? Secret { get; set; }

    public bool IsHealthy { get; set; } = true;

    /// <summary>Number of heartbeats with the right secret.</summary>
    public int Heartbeats { get; private set; }

    /// <summary>How a run is answered. Default: 200 with <c>null</c>, as an Export does.</summary>
    public Func<JsonElement, HttpContext, Task<IResult>> Answer { get; set; } = (_, _) => Task.FromResult(Results.Text("null", "application/json"));

    public static async Task<ListenerPlugin> StartAsync()
    {
        var listener = new ListenerPlugin();
        await listener.app.StartAsync();
        return listener;
    }

    /// <summary>The next run that came in.</summary>
    public async Task<WireRun> NextRunAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (body, contentType) = await runs.Reader.ReadAsync(patience.Token);
        contentType.ShouldBe("application/json");
        return new WireRun("", body, body.GetRawText());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> ServeAsync(HttpContext http)
    {
        if (Check(http) is { } refused)
        {
            return refused;
        }

        using var document = await JsonDocument.ParseAsync(http.Request.Body);
        var body = document.RootElement.Clone();
        await runs.Writer.WriteAsync((body, http.Request.ContentType ?? ""));
        return await Answer(body, http);
    }

    private IResult? Check(HttpContext http)
    {
        if (Secret is not null && http.Request.Headers["Secret"] != Secret)
        {
            return Results.Json(new { detail = "Unauthorized" }, statusCode: 401);
        }

        Heartbeats++;
        return null;
    }
}
