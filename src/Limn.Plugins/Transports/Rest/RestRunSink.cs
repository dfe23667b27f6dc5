using System.Text.Json.Nodes;
using Limn.Client;
using Limn.Plugins.Runs;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Transports.Rest;

/// <summary>
/// Takes the messages of one run to the hub's REST API, one call after the other, patiently while the hub is away. What belongs
/// into the answer of the request is kept for it.
/// </summary>
internal sealed partial class RestRunSink : IPluginRunSink
{
    private const int MaxLogLines = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly PluginOptions options;
    private readonly ILogger logger;
    private readonly LimnClientOptions hub;
    private readonly object guard = new();
    private readonly Queue<JsonObject> lines = new();
    private Task pump = Task.CompletedTask;
    private bool isPumping;

    internal RestRunSink(PluginOptions options, JsonObject payload, HttpMessageHandler? handler, ILogger logger)
    {
        this.options = options;
        this.logger = logger;
        var run = new RunPayload(payload);
        Answer = new JsonObject { ["response"] = null, ["session"] = run.Session };
        hub = new LimnClientOptions
        {
            Host = options.Host,
            ApiKey = run.ApiKey,
            Handler = handler,
            MaxRetries = 0,
            TimeProvider = options.TimeProvider,
        };
    }

    /// <summary>The body of the answer to the hub's request.</summary>
    internal JsonObject Answer { get; private set; }

    public void Log(JsonObject line)
    {
        lock (guard)
        {
            lines.Enqueue(line);
            if (lines.Count > MaxLogLines)
                lines.Dequeue();
            if (isPumping)
                return;
            isPumping = true;
            pump = Task.Run(PumpAsync);
        }
    }

    public async ValueTask RespondAsync(JsonObject response, CancellationToken cancellationToken)
    {
        if (!response.ContainsKey("export") && !response.ContainsKey("error"))
        {
            Answer = response;
            return;
        }

        await FlushAsync();
        if (!await TryDeliverAsync(client => client.PluginResponseAsync(response, cancellationToken)))
            NotDelivered(logger, "response");
    }

    /// <summary>Waits until the lines logged so far are delivered or given up.</summary>
    internal Task FlushAsync()
    {
        lock (guard)
            return pump;
    }

    private async Task PumpAsync()
    {
        while (Next() is { } line)
        {
            if (!await TryDeliverAsync(client => client.PluginLogAsync(line)))
                NotDelivered(logger, "log line");
        }
    }

    private JsonObject? Next()
    {
        lock (guard)
        {
            isPumping = lines.TryDequeue(out var line);
            return line;
        }
    }

    /// <summary>Makes a call until the hub takes it; false when it refuses it, or has been away for too long.</summary>
    private async Task<bool> TryDeliverAsync(Func<LimnClient, Task> call)
    {
        using var client = new LimnClient(hub);
        var start = options.TimeProvider.GetTimestamp();
        for (var failures = 0; options.TimeProvider.GetElapsedTime(start) < Patience; failures++)
        {
            try
            {
                await call(client);
                return true;
            }
            catch (LimnApiException e) when (e.Status is < 500 and not 429)
            {
                return false;
            }
            catch (Exception e) when (e is LimnApiException or HttpRequestException or TimeoutException)
            {
                await Task.Delay(options.Reconnect.Delay(failures, Random.Shared.NextDouble()), options.TimeProvider);
            }
        }

        return false;
    }

    [LoggerMessage(PluginEvents.NotDelivered, LogLevel.Warning, "The hub did not take a {Message} of a run.")]
    private static partial void NotDelivered(ILogger logger, string message);
}
