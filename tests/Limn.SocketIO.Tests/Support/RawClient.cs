using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Limn.SocketIO.Tests.Support;

/// <summary>The misbehaving client: it sends any bytes, and stops or breaks off whenever it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private const int SmallFrame = 126;
    private const int MediumFrame = 65_536;

    private readonly System.Net.Sockets.Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawClient()
    {
    }

    public static async Task<RawClient> ConnectAsync(Uri url)
    {
        var client = new RawClient();
        await client.socket.ConnectAsync(url.Host, url.Port, Wait.Token());
        return client;
    }

    /// <summary>Opens a websocket session and reads its handshake.</summary>
    public static async Task<RawClient> OpenAsync(Uri url)
    {
        var client = await ConnectAsync(url);
        await client.SendAsync(WebSocketRequest(url, "EIO=4&transport=websocket"));
        await client.ReadUntilAsync("maxPayload");
        return client;
    }

    public static byte[] Request(Uri url, string method, string query, string body = "") => Encoding.UTF8.GetBytes(
        $"{method} /socket.io/?{query} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static byte[] WebSocketRequest(Uri url, string query) => Encoding.UTF8.GetBytes(
        $"GET /socket.io/?{query} HTTP/1.1\r\nHost: {url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

    /// <summary>One masked frame; the mask is zero, which leaves the bytes readable.</summary>
    public static byte[] Frame(string text, byte opcode = 1) => Frame(Encoding.UTF8.GetBytes(text), opcode);

    public static byte[] Frame(byte[] data, byte opcode) => [(byte)(0x80 | opcode), .. Length(data.Length), 0, 0, 0, 0, .. data];

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, Wait.Token())..];
    }

    /// <summary>Sends what the other side takes at once; tells how much that was.</summary>
    public int SendNow(ReadOnlySpan<byte> bytes)
    {
        socket.Blocking = false;
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        return error == SocketError.Success ? sent : 0;
    }

    /// <summary>Reads until some text came.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var read = new StringBuilder();
        var buffer = new byte[65_536];
        var tail = "";
        while (!tail.Contains(text, StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, Wait.Token());
            if (count == 0)
                throw new InvalidOperationException($"The server closed after '{read}'.");
            read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            // What was read before needs no second look, but the text may lie across the seam.
            var start = Math.Max(0, read.Length - count - text.Length);
            tail = read.ToString(start, read.Length - start);
        }
        return read.ToString();
    }

    /// <summary>Reads until the server has closed or reset the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var read = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (var count = 1; count > 0; read.Append(Encoding.Latin1.GetString(buffer, 0, count)))
                count = await socket.ReceiveAsync(buffer, Wait.Token());
        }
        catch (SocketException)
        {
            // Reset is as good an end as any.
        }
        return read.ToString();
    }

    /// <summary>Breaks the connection off without a farewell.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose() => socket.Dispose();

    private static byte[] Length(int length)
    {
        if (length < SmallFrame)
            return [(byte)(0x80 | length)];
        var bytes = new byte[length < MediumFrame ? 3 : 9];
        bytes[0] = (byte)(0x80 | (length < MediumFrame ? SmallFrame : SmallFrame + 1));
        if (length < MediumFrame)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)length);
        else
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), (ulong)length);
        return bytes;
    }
}
