namespace Limn.Plugins.Transports.WebSocket;

/// <summary>The connection could not be made or was lost. Always a reason to try again.</summary>
internal sealed class PluginConnectionException(string message, Exception? inner = null) : Exception(message, inner);
