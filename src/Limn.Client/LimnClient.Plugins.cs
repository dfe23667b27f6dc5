using System.Text.Json.Nodes;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Adds a line to the log of a plugin session. For plugins on the REST connector, with the key of the run.</summary>
    /// <param name="line"><c>level</c>, <c>msg</c>, <c>session</c> and further keys.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When the hub has it.</returns>
    public Task PluginLogAsync(JsonObject line, CancellationToken cancellationToken = default) =>
        PostAsync("/v2/pluginLog", line, cancellationToken);

    /// <summary>Ends a plugin session. For plugins on the REST connector, with the key of the run.</summary>
    /// <param name="response"><c>session</c> with <c>response</c>, <c>export</c> or <c>error</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When the hub has it.</returns>
    public Task PluginResponseAsync(JsonObject response, CancellationToken cancellationToken = default) =>
        PostAsync("/v2/pluginResponse", response, cancellationToken);
}
