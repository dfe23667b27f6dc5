namespace Limn.Server.Plugins.Sessions;

/// <summary>Something that happened to a run.</summary>
internal abstract record SessionEvent
{
    /// <summary>The plugin has no connection that the run could be sent to.</summary>
    internal sealed record PluginOffline : SessionEvent;

    /// <summary>The plugin is back.</summary>
    internal sealed record PluginOnline : SessionEvent;

    /// <summary>The run is given to a connection.</summary>
    internal sealed record Dispatched(string ConnectionId) : SessionEvent;

    /// <summary>The connection turned out to be closed before anything was sent.</summary>
    internal sealed record NotSent : SessionEvent;

    /// <summary>A sign of life.</summary>
    /// <param name="ConnectionId">Null for a call of the REST API.</param>
    /// <param name="Error">The text of a log line of level ERROR.</param>
    internal sealed record Active(string? ConnectionId = null, string? Error = null) : SessionEvent;

    /// <summary>The plugin's handler has returned: the acknowledgement of a socket, or the empty success of an HTTP call.</summary>
    internal sealed record Acked(string? ConnectionId = null) : SessionEvent;

    /// <summary>The server refused to give the run a file address, which makes clients crash in silence.</summary>
    internal sealed record CallRefused : SessionEvent;

    /// <summary>The plugin answered with a result.</summary>
    internal sealed record Succeeded(string? Message = null, string? FileKey = null) : SessionEvent;

    /// <summary>The plugin reported an error.</summary>
    internal sealed record Failed(string? Message = null) : SessionEvent;

    /// <summary>A connection is gone.</summary>
    /// <param name="ConnectionId">Null when the plugin has none left at all.</param>
    internal sealed record ConnectionLost(string? ConnectionId) : SessionEvent;

    internal sealed record CancelRequested : SessionEvent;

    /// <summary>The organization no longer has the plugin.</summary>
    internal sealed record PluginRemoved : SessionEvent;

    /// <summary>Time went by.</summary>
    internal sealed record Tick : SessionEvent;
}
