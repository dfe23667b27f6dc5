using System.Text.Json.Nodes;

namespace Limn.Plugins.Transports;

/// <summary>
/// Runs a plugin in the process of its caller, without a socket: a hub hosts the plugins it comes with in this way. The run is
/// the same as over the wire, down to the JSON. Thread safe.
/// </summary>
/// <remarks>
/// The plugin still calls the REST API of <see cref="PluginOptions.Host"/> with the <c>apiKey</c> of the payload;
/// <see cref="PluginOptions.HttpHandlerFactory"/> lets the host carry these calls without a network. A plugin belongs to one
/// transport at a time.
/// </remarks>
public sealed class InProcessPluginTransport : IAsyncDisposable
{
    private readonly PluginBase plugin;

    /// <summary>Takes a plugin into service; it is live at once.</summary>
    /// <param name="plugin">The plugin.</param>
    public InProcessPluginTransport(PluginBase plugin)
    {
        this.plugin = plugin;
        plugin.SetState(PluginState.Live);
    }

    /// <summary>Carries out one run.</summary>
    /// <param name="payload">What the event <c>plugin</c> carries. Belongs to the plugin from now on.</param>
    /// <param name="sink">
    /// Gets log lines and the answer. Work of a workflow stage goes on after this method has returned, so the sink stays in use
    /// until the answer, or the cancellation, has come.
    /// </param>
    /// <param name="cancellationToken">Cancels the run, also one that goes on in the background.</param>
    /// <returns>
    /// When the handler has ended, in whatever way: the acknowledgement of the wire. Failures of the run come as an answer and
    /// are not thrown; only the sink's own exceptions are.
    /// </returns>
    public Task RunAsync(JsonObject payload, IPluginRunSink sink, CancellationToken cancellationToken = default) =>
        plugin.RunAsync(payload, sink, cancellationToken);

    /// <summary>
    /// Takes the plugin out of service: running work has <see cref="PluginOptions.DrainTime"/> to end, then it is cancelled.
    /// </summary>
    /// <returns>When nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await plugin.DrainAsync();
        plugin.SetState(PluginState.Stopped);
    }
}
