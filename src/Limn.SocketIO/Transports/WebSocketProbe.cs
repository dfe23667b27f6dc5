using System.Net.WebSockets;
using Limn.SocketIO.Sessions;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>A websocket that is about to take a polling session over (engine.io-protocol v4, "Upgrade").</summary>
internal sealed class WebSocketProbe(HttpContext context, WebSocket socket, EngineSession session, EngineServer server) : IDisposable
{
    private static readonly byte[] ProbeAnswer = "3probe"u8.ToArray();

    private readonly WebSocketReader reader = new(socket);
    private bool isOver;

    public long Deadline { get; } = server.Now + (long)server.Options.UpgradeTimeout.TotalMilliseconds;

    /// <summary>Probes and takes over, then carries the session to its end; or leaves polling as it was.</summary>
    public async Task RunAsync()
    {
        var transport = session.Transport is PollingTransport polling ? await TakeOverAsync(polling) : null;
        if (transport is not null)
            await transport.RunAsync(reader);
        else if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    public void Abort()
    {
        // The server uses a context again for another request once this one is over.
        lock (reader)
        {
            if (!isOver)
                context.Abort();
        }
    }

    public void Dispose() => reader.Dispose();

    private async Task<WebSocketTransport?> TakeOverAsync(PollingTransport polling)
    {
        if (!polling.TryBeginProbe(this))
            return null;
        try
        {
            if (!await ReadAsync("2probe"u8.ToArray()))
                return null;
            await socket.SendAsync(ProbeAnswer, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
            polling.ReleasePolls();
            if (!await ReadAsync("5"u8.ToArray()) || !polling.TryRetire())
                return null;
            var transport = new WebSocketTransport(context, socket, session, server);
            session.SwitchTo(transport);
            return transport;
        }
        finally
        {
            lock (reader)
                isOver = true;
            polling.EndProbe();
        }
    }

    private async Task<bool> ReadAsync(ReadOnlyMemory<byte> expected) =>
        await reader.ReadAsync(expected.Length) == WebSocketRead.Text && reader.Message.Span.SequenceEqual(expected.Span);
}
