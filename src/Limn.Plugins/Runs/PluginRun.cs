using System.Text.Json.Nodes;
using Limn.Client;
using Limn.Plugins.Transports;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Runs;

/// <summary>One run: its input, its tools and its end. Disposed by whoever carries it out.</summary>
internal sealed class PluginRun : IDisposable
{
    /// <summary>With pauses of up to 10 seconds this outlives a restart of the hub.</summary>
    private const int MaxRetries = 8;

    private readonly IPluginRunSink sink;
    private readonly CancellationTokenSource cancellation;
    private readonly HttpMessageHandler? handler;
    private readonly Lazy<LimnClient> client;

    internal PluginRun(PluginOptions options, JsonObject payload, IPluginRunSink sink, ILogger local, CancellationToken cancellationToken)
    {
        Options = options;
        this.sink = sink;
        Payload = new RunPayload(payload);
        Logger = new PluginLogger(
            new RunIdentity(options.Id, Payload.Session, Payload.OrganizationId, Payload.RunBy), sink, local);
        if (!Payload.TryReadConfig(out var config))
            Logger.Warning("The configuration is no JSON object; the defaults are used.");
        Config = config;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        handler = options.HttpHandlerFactory?.Invoke();
        client = new Lazy<LimnClient>(MakeClient);
    }

    internal PluginOptions Options { get; }

    internal RunPayload Payload { get; }

    internal JsonObject Config { get; }

    internal PluginLogger Logger { get; }

    internal LimnClient Client => client.Value;

    internal CancellationToken Token => cancellation.Token;

    /// <summary>Fires the token; what the author has hung on it runs elsewhere.</summary>
    internal void Cancel()
    {
        try
        {
            _ = cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The run ended in this very moment.
        }
    }

    /// <summary>
    /// Sends the run's answer. It is not bound to the run's token: the answer of a cancelled run must still be told.
    /// </summary>
    internal ValueTask RespondAsync(JsonObject response)
    {
        response["session"] = Payload.Session;
        FiniteJson.Clean(response, out var replaced);
        if (replaced > 0)
            Logger.Warning($"{replaced} numbers of the result are not finite and were replaced by null.");
        return sink.RespondAsync(response, CancellationToken.None);
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
        handler?.Dispose();
        cancellation.Dispose();
    }

    /// <summary>Made at first use: without a key there is no client, and the run must still be able to fail in order.</summary>
    private LimnClient MakeClient() => new(new LimnClientOptions
    {
        Host = Options.Host,
        ApiKey = Payload.ApiKey,
        Handler = handler,
        MaxRetries = MaxRetries,
        TimeProvider = Options.TimeProvider,
    });
}
