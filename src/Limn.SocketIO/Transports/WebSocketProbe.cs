using System.Net.WebSockets;
using Limn.SocketIO.Sessions;

namespace Limn.SocketIO.Transports;

/// <summary>A websocket that is about to take a polling session over (engine.io-protocol v4, "Upgrade").</summary>
internal sealed class WebSocketProbe(WebSocketLink link, EngineSession session, EngineServer server)
{
    private static readonly byte[] Question = "2probe"u8.ToArray();
    private static readonly OutboundFrame Answer = OutboundFrame.Text("3probe"u8.ToArray());
    private static readonly byte[] Upgrade = "5"u8.ToArray();

    public long Deadline { get; } = server.Now + (long)server.Options.UpgradeTimeout.TotalMilliseconds;

    /// <summary>Probes and takes over, then carries the session to its end; or leaves polling as it was.</summary>
    public async Task RunAsync()
    {
        var transport = session.Transport is PollingTransport polling ? await TakeOverAsync(polling) : null;
        await (transport?.RunAsync() ?? link.CloseAsync(WebSocketCloseStatus.NormalClosure));
    }

    public void Abort() => link.Abort();

    private async Task<WebSocketTransport?> TakeOverAsync(PollingTransport polling)
    {
        if (!polling.TryBeginProbe(this))
            return null;
        try
        {
            if (!await ReadAsync(Question))
                return null;
            await link.SendAsync(Answer);
            polling.ReleasePolls();
            if (!await ReadAsync(Upgrade) || !polling.TryRetire())
                return null;
            var transport = new WebSocketTransport(link, session, server);
            session.SwitchTo(transport);
            return transport;
        }
        finally
        {
            polling.EndProbe();
        }
    }

    private async Task<bool> ReadAsync(byte[] expected) =>
        await link.ReadAsync() == WebSocketRead.Text && link.Message.Span.SequenceEqual(expected);
}
