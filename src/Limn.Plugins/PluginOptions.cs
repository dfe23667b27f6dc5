using Microsoft.Extensions.Logging;

namespace Limn.Plugins;

/// <summary>Who a plugin is, where its hub is, and how it behaves. Immutable.</summary>
public sealed record PluginOptions
{
    /// <summary>Address of the hub: one origin for the REST API and for the socket.</summary>
    public required Uri Host { get; init; }

    /// <summary>Id of the plugin, from the hub's page of plugins.</summary>
    public required string Id { get; init; }

    /// <summary>Secret of the plugin, from the same page. Proves the plugin to the hub, or the hub to a plugin that listens.</summary>
    public required string Secret { get; init; }

    /// <summary>How runs come. Default <see cref="PluginConnector.WebSocket"/>.</summary>
    public PluginConnector Connector { get; init; }

    /// <summary>Port to listen on with <see cref="PluginConnector.Rest"/>. Default 8080; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>
    /// Port of a listener that answers <c>GET /healthz</c> with 200 while the plugin is live and 503 otherwise. Default null: none.
    /// A plugin that listens for runs always answers it, on <see cref="Port"/>.
    /// </summary>
    public int? HealthPort { get; init; }

    /// <summary>Time between two proofs of life, counted from the connect. Default 60 seconds.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs at the same time; others wait in the order in which they came. Default 4.</summary>
    public int MaxConcurrentRuns { get; init; } = 4;

    /// <summary>Tasks of workflow stages at the same time, beside the other runs. Default 1.</summary>
    public int WorkflowConcurrency { get; init; } = 1;

    /// <summary>Pauses between attempts to reach the hub. Default <see cref="ReconnectPolicy.Default"/>.</summary>
    public ReconnectPolicy Reconnect { get; init; } = ReconnectPolicy.Default;

    /// <summary>Time that running work has to end when the process is asked to stop. Default 30 seconds.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Least level of what is written locally; the hub gets every line of a run. Default <see cref="LogLevel.Information"/>.
    /// </summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>
    /// Where local log lines go. Default null: <see cref="PluginRunner"/> writes them to the standard error stream, a host to its
    /// own loggers.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// Makes what carries the calls of one run to the hub; it is disposed with the run. Default null: a handler shared by the
    /// process. For hosts that run plugins in the hub's own process, and for tests.
    /// </summary>
    public Func<HttpMessageHandler>? HttpHandlerFactory { get; init; }

    /// <summary>The clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Reads <c>HOST</c>, <c>PLUGIN_ID</c> and <c>PLUGIN_SECRET</c>, which must be there, and <c>CONNECTOR</c> (<c>WS</c> or
    /// <c>REST</c>, default <c>WS</c>), <c>PORT</c> (default 8080), <c>HEALTH_PORT</c> (default none) and <c>LOGLEVEL</c>
    /// (<c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c>, <c>ERROR</c> or <c>CRITICAL</c>, default <c>INFO</c>) from the environment.
    /// </summary>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">Variables are missing or wrong; the message names all of them.</exception>
    public static PluginOptions FromEnvironment() => PluginEnvironment.Read(Environment.GetEnvironmentVariable);

    /// <summary>Names the plugin and its hub, and not the secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Plugin {Id} of {Host} ({Connector})";

    internal void Validate()
    {
        if (!Host.IsAbsoluteUri || Host.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The host must be an absolute http or https address, not '{Host}'.");
        ArgumentException.ThrowIfNullOrWhiteSpace(Id);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentRuns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WorkflowConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTime, TimeSpan.Zero);
        Reconnect.Validate();
    }
}
