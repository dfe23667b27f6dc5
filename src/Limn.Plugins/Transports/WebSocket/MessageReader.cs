using System.Buffers;
using System.Net.WebSockets;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>Reads whole websocket messages, up to a limit that is checked before anything is kept.</summary>
internal sealed class MessageReader(System.Net.WebSockets.WebSocket socket, int longest)
{
    private const int ChunkSize = 16 * 1024;

    /// <summary>The next message, in memory of its own; null when the peer has closed.</summary>
    internal async Task<WebSocketMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(bytes.GetMemory(ChunkSize), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            bytes.Advance(part.Count);
            if (bytes.WrittenCount > longest)
                throw new PluginConnectionException($"the hub sent a message of more than {longest} bytes");
            if (part.EndOfMessage)
                return new WebSocketMessage(bytes.WrittenMemory, part.MessageType == WebSocketMessageType.Binary);
        }
    }
}

/// <summary>One message.</summary>
internal sealed record WebSocketMessage(ReadOnlyMemory<byte> Bytes, bool IsBinary);
