using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Sessions;

namespace Limn.SocketIO.ConformanceHost;

/// <summary>Sends every Engine.IO message back.</summary>
internal sealed class EchoHandler(EngineSession session) : SessionHandler
{
    public override ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        session.Send(isBinary ? OutboundFrame.Binary(data) : OutboundFrame.Text((byte[])[(byte)'4', .. data.Span]), []);
        return default;
    }

    public override void OnClosed(DisconnectReason reason)
    {
    }

    public override DisconnectReason? FindOverdue(long now) => null;
}
