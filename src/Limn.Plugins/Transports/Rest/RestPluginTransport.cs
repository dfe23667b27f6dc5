using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Limn.Plugins.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Transports.Rest;

/// <summary>
/// Listens for the hub: <c>GET /heartbeat</c> and <c>POST /plugin</c>, both with the secret in the header <c>Secret</c>. A run
/// keeps its request open; logs, and the answer of an export, go to the hub's REST API meanwhile.
/// </summary>
internal sealed partial class RestPluginTransport : IPluginTransport
{
    private readonly PluginBase plugin;
    private readonly ILogger logger;
    private readonly byte[] secretHash;
    private readonly TaskCompletionSource<int> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RestPluginTransport(PluginBase plugin)
    {
        this.plugin = plugin;
        logger = plugin.Loggers.CreateLogger("Limn.Plugins.Rest");
        secretHash = Hash(plugin.Options.Secret);
    }

    /// <summary>The port, once it listens.</summary>
    internal Task<int> BoundPort => listening.Task;

    public async Task ServeAsync(CancellationToken stopping)
    {
        using var handler = plugin.Options.HttpHandlerFactory?.Invoke();
        await using var app = PluginListener.Build(plugin, plugin.Options.Port);
        app.MapGet("/heartbeat", AnswerHeartbeatAsync);
        app.MapPost("/plugin", context => AnswerRunAsync(context, handler));
        await app.StartAsync(stopping);
        listening.SetResult(new Uri(app.Urls.First()).Port);
        Listening(logger, await BoundPort);
        plugin.SetState(PluginState.Live);
        await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await plugin.DrainAsync();
        await app.StopAsync(CancellationToken.None);
        plugin.SetState(PluginState.Stopped);
    }

    private Task AnswerHeartbeatAsync(HttpContext context) =>
        (IsAuthorized(context.Request) ? Json(JsonValue.Create("ok")) : Unauthorized()).ExecuteAsync(context);

    private async Task AnswerRunAsync(HttpContext context, HttpMessageHandler? handler)
    {
        var answer = IsAuthorized(context.Request) ? await RunAsync(context, handler) : Unauthorized();
        await answer.ExecuteAsync(context);
    }

    private bool IsAuthorized(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Hash(request.Headers["Secret"].ToString()), secretHash);

    private async Task<IResult> RunAsync(HttpContext context, HttpMessageHandler? handler)
    {
        if (!context.Request.HasJsonContentType())
            return Unprocessable("The Content-Type must be application/json.");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (JsonInput.ReadObject(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } payload)
            return Unprocessable("The body must be a JSON object.");
        var sink = new RestRunSink(plugin.Options, payload, handler, logger);
        // Not bound to the request: when the hub has hung up, the run goes on and reports by itself.
        var outcome = await plugin.RunAsync(payload, sink, CancellationToken.None);
        if (outcome == RunOutcome.Accepted)
            return Json(null);
        await sink.FlushAsync();
        return outcome switch
        {
            RunOutcome.Answered => Json(sink.Answer),
            RunOutcome.CallbackFailed => Results.Text("Internal Server Error", statusCode: StatusCodes.Status500InternalServerError),
            _ => Json(null),
        };
    }

    private static IResult Unauthorized() =>
        Json(new JsonObject { ["detail"] = "Unauthorized" }, StatusCodes.Status401Unauthorized);

    private static IResult Unprocessable(string detail) =>
        Json(new JsonObject { ["detail"] = detail }, StatusCodes.Status422UnprocessableEntity);

    private static IResult Json(JsonNode? body, int status = StatusCodes.Status200OK) =>
        Results.Text(body?.ToJsonString() ?? "null", "application/json", statusCode: status);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    [LoggerMessage(PluginEvents.Listening, LogLevel.Information, "Listening for the hub on port {Port}.")]
    private static partial void Listening(ILogger logger, int port);
}
