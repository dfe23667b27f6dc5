using System.Text.Json.Nodes;

namespace Limn.Plugins.Transports;

/// <summary>
/// Where the messages of runs go. The JSON is that of the wire: a sink adds nothing and needs to
/// understand nothing. Both methods may be called from any thread, but for one run one after the other.
/// </summary>
public interface IPluginRunSink
{
    /// <summary>Takes one log line: <c>level</c>, <c>msg</c>, the run's identity and further keys. Must neither block nor throw.</summary>
    /// <param name="line">Belongs to the sink from now on.</param>
    void Log(JsonObject line);

    /// <summary>
    /// Takes the answer of a run: <c>session</c> with <c>response</c>, or with <c>export</c> and <c>response</c>, or with
    /// <c>error</c> and <c>message</c>. Comes at most once for a run, after its log lines.
    /// </summary>
    /// <param name="response">Belongs to the sink from now on.</param>
    /// <param name="cancellationToken">Gives the delivery up.</param>
    /// <returns>When the sink answers for the message.</returns>
    ValueTask RespondAsync(JsonObject response, CancellationToken cancellationToken);
}
