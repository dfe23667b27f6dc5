using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Limn.SocketIO.Packets;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>
/// One socket in the namespace <c>/plugin</c> (engine.io-protocol v4, socket.io-protocol v5, websocket only). One reader, any
/// number of writers.
/// </summary>
internal sealed class PluginConnection : IDisposable
{
    private const string Namespace = "/plugin";
    private const int LongestMessage = 64 << 20;
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket socket = new();
    private readonly SocketPacketDecoder decoder = new() { MaxPacketBytes = LongestMessage, IsTolerant = static _ => true };
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource silence;
    private readonly TimeProvider time;
    private readonly Action<int> pinged;
    private readonly MessageReader reader;
    private TimeSpan longestSilence = OpenLimit;
    private int pongs;

    /// <summary>Makes an unopened connection.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="pinged">Called at each ping, with the number of pongs sent before.</param>
    internal PluginConnection(TimeProvider time, Action<int> pinged)
    {
        this.time = time;
        this.pinged = pinged;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        reader = new MessageReader(socket, LongestMessage);
        silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>Connects, shakes hands and joins the namespace.</summary>
    internal Task OpenAsync(Uri host, CancellationToken cancellationToken) => GuardAsync(
        async token =>
        {
            silence.CancelAfter(OpenLimit);
            await socket.ConnectAsync(Address(host), token);
            var handshake = await ReadHandshakeAsync(token);
            await SendAsync(SocketPacket.Connect(Namespace, "{}"u8.ToArray()), token);
            while (!IsJoined(await ReadPacketAsync(token)))
                continue;
            longestSilence = handshake.PingInterval + handshake.PingTimeout;
            silence.CancelAfter(longestSilence);
            return true;
        },
        cancellationToken);

    /// <summary>The next packet of the namespace; null when the hub has ended the connection.</summary>
    internal Task<SocketPacket?> ReceiveAsync(CancellationToken cancellationToken) => GuardAsync(
        async token =>
        {
            while (true)
            {
                var packet = await ReadPacketAsync(token);
                if (packet is null || (packet.Namespace == Namespace && packet.Type == SocketPacketType.Disconnect))
                    return null;
                if (packet.Namespace == Namespace)
                    return packet;
            }
        },
        cancellationToken);

    /// <summary>Sends an event with one argument. Returns the number of pongs sent before it.</summary>
    internal Task<int> SendEventAsync(string name, ReadOnlyMemory<byte> argument, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> array = (byte[])[(byte)'[', .. argument.Span, (byte)']'];
        var packet = SocketPacket.Event(Namespace, name, SocketArguments.FromJson(array));
        return GuardAsync(token => SendAsync(packet, token), cancellationToken);
    }

    internal Task<int> SendAckAsync(long id, CancellationToken cancellationToken) =>
        GuardAsync(token => SendAsync(SocketPacket.Ack(Namespace, id, default), token), cancellationToken);

    /// <summary>Says farewell, if there is anybody to say it to.</summary>
    internal async Task CloseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(CloseLimit, time);
            await SendAsync(SocketPacket.Disconnect(Namespace), limit.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || IsLoss(e))
        {
            // Nobody is there.
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        silence.Dispose();
        turn.Dispose();
    }

    /// <summary>Socket.IO lives at the root of the origin, whatever path the host has.</summary>
    private static Uri Address(Uri host) => new UriBuilder(host)
    {
        Scheme = host.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
        Path = "/socket.io/",
        Query = "EIO=4&transport=websocket",
    }.Uri;

    private async Task<EngineHandshake> ReadHandshakeAsync(CancellationToken cancellationToken)
    {
        var message = await reader.ReadAsync(cancellationToken);
        return message is { IsBinary: false }
            && EnginePacket.TryReadText(message.Bytes, out var packet)
            && packet.Type == EnginePacketType.Open
            && EngineHandshake.TryRead(packet.Data) is { } handshake
                ? handshake
                : throw new PluginConnectionException("there is no Socket.IO server at this address");
    }

    private static bool IsJoined(SocketPacket? packet)
    {
        if (packet is null)
            throw new PluginConnectionException("the hub closed the connection before it was open");
        if (packet.Namespace == Namespace && packet.Type == SocketPacketType.ConnectError)
            throw new PluginConnectionException($"the hub refused the namespace {Namespace}: {RefusalText(packet)}");
        return packet.Namespace == Namespace && packet.Type == SocketPacketType.Connect;
    }

    private static string RefusalText(SocketPacket packet)
    {
        using var data = JsonDocument.Parse(packet.Data);
        return data.RootElement.TryGetProperty("message", out var message) ? message.ToString() : "no reason given";
    }

    private async Task<SocketPacket?> ReadPacketAsync(CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken) is { } message)
        {
            if (message.IsBinary)
            {
                if (Complete(decoder.ReadBinary(message.Bytes)) is { } binary)
                    return binary;
                continue;
            }

            if (!EnginePacket.TryReadText(message.Bytes, out var packet))
                throw new PluginConnectionException("the hub sent something that is no packet");
            if (packet.Type == EnginePacketType.Close)
                return null;
            if (packet.Type == EnginePacketType.Ping)
                await PongAsync(packet, cancellationToken);
            if (packet.Type == EnginePacketType.Message && Complete(decoder.ReadText(packet.Data)) is { } text)
                return text;
        }

        return null;
    }

    private static SocketPacket? Complete(SocketDecodeResult result) => result.Status == SocketDecodeStatus.Malformed
        ? throw new PluginConnectionException($"the hub sent a malformed packet ({result.Error})")
        : result.Packet;

    private async Task PongAsync(EnginePacket ping, CancellationToken cancellationToken)
    {
        silence.CancelAfter(longestSilence);
        pinged(Volatile.Read(ref pongs));
        await WriteAsync(output => new EnginePacket(EnginePacketType.Pong, ping.Data).WriteTo(output), () => pongs++, cancellationToken);
    }

    private async Task<int> SendAsync(SocketPacket packet, CancellationToken cancellationToken)
    {
        var mark = 0;
        await WriteAsync(
            output =>
            {
                output.Write("4"u8);
                packet.WriteTo(output);
            },
            () => mark = pongs,
            cancellationToken);
        return mark;
    }

    /// <summary>Writes one message; <paramref name="written"/> runs before anything else is written.</summary>
    private async Task WriteAsync(Action<IBufferWriter<byte>> write, Action written, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(bytes);
        await turn.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(bytes.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            written();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Turns every way in which a connection ends into one; silence of the hub is one of them.</summary>
    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await action(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PluginConnectionException("the hub was silent for too long", e);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new PluginConnectionException(e.InnerException?.Message ?? e.Message, e);
        }
    }

    /// <summary>A socket that was torn while in use also says that it is disposed, or in the wrong state.</summary>
    private static bool IsLoss(Exception failure) =>
        failure is WebSocketException or IOException or HttpRequestException or InvalidOperationException;
}
