using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Limn.Server.Tests.Abuse;

/// <summary>Sends requests that no HTTP client would, and reads what comes back.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Null when the server closed the connection without an answer.</summary>
    public static async Task<RawAnswer?> SendAsync(Uri server, HostileRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        await using var stream = client.GetStream();
        var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(request.ToBytes(server.Authority), patience.Token);
            if (request.IsBroken)
            {
                // Nothing more comes, whatever was announced.
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(received, patience.Token);
        }
        catch (IOException)
        {
            // The server does not read a body that it refused; what it answered may still have come.
        }

        return RawAnswer.Read(received.ToArray());
    }
}

/// <summary>What the server sent before it closed the connection.</summary>
/// <param name="IsWhole">The body came to the end that its head tells.</param>
internal sealed record RawAnswer(int Status, bool IsWhole, byte[] Body)
{
    public static RawAnswer? Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var status = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var body = bytes[(end + 4)..];
        if (status < 200)
        {
            return Read(body);
        }

        if (ValueOf(head, "Transfer-Encoding") == "chunked")
        {
            return ReadChunks(status, body);
        }

        var length = ValueOf(head, "Content-Length") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : body.Length;
        return new RawAnswer(status, body.Length >= length, body[..Math.Min(length, body.Length)]);
    }

    /// <summary>What is wrong with the answer to <paramref name="request"/>; null when it is as it should be.</summary>
    public string? Complaint(HostileRequest request)
    {
        if (Status >= 500)
        {
            return $"status {Status}: {Encoding.UTF8.GetString(Body)}";
        }

        if (request.Method == "HEAD" || Status == 304)
        {
            return null;
        }

        if (!IsWhole)
        {
            return $"status {Status}, and the body ends in the middle";
        }

        // The web server's own refusals, and those of Engine.IO, have their own form.
        var isOfWebServer = Body.Length == 0 && (request.IsBroken || Status is 414 or 431 || request.Path.Contains("%00", StringComparison.Ordinal));
        var isOurs = !isOfWebServer && !request.Path.StartsWith("/socket.io", StringComparison.Ordinal);
        return Status >= 400 && isOurs && !IsEnvelope() ? $"status {Status} without the envelope: {Encoding.UTF8.GetString(Body)}" : null;
    }

    private bool IsEnvelope()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement;
            return root.GetProperty("status").GetString() is "fail" or "error" && root.GetProperty("message").GetString() is { Length: > 0 }
                && root.GetProperty("error").GetProperty("statusCode").GetInt32() == Status && !root.TryGetProperty("data", out _);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? ValueOf(string[] head, string name) =>
        Array.Find(head, line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static RawAnswer ReadChunks(int status, byte[] body)
    {
        var content = new MemoryStream();
        var rest = body.AsSpan();
        while (rest.IndexOf("\r\n"u8) is var line and >= 0)
        {
            var size = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return new RawAnswer(status, true, content.ToArray());
            }

            rest = rest[(line + 2)..];
            if (rest.Length < size + 2)
            {
                break;
            }

            content.Write(rest[..size]);
            rest = rest[(size + 2)..];
        }

        return new RawAnswer(status, false, content.ToArray());
    }
}
