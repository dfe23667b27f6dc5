using System.Buffers;
using System.Text.Json;

namespace Limn.SocketIO.Packets;

/// <summary>What the server tells in the <see cref="EnginePacketType.Open"/> packet (engine.io-protocol v4, "Handshake").</summary>
public sealed record EngineHandshake
{
    /// <summary>The session id. It differs from the id of any Socket.IO socket.</summary>
    public required string Sid { get; init; }

    /// <summary>Transports that the client may upgrade to: <c>websocket</c> after a start by polling, else none.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];

    /// <summary>Time between two pings of the server. The wire carries milliseconds.</summary>
    public required TimeSpan PingInterval { get; init; }

    /// <summary>Time that the client has for the pong. The wire carries milliseconds.</summary>
    public required TimeSpan PingTimeout { get; init; }

    /// <summary>Bytes that a client may put into one polling request.</summary>
    public required long MaxPayload { get; init; }

    /// <summary>Writes the five keys as a JSON object, without the packet's leading digit.</summary>
    /// <param name="output">Receives UTF-8 JSON.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("sid"u8, Sid);
        json.WriteStartArray("upgrades"u8);
        foreach (var upgrade in Upgrades)
            json.WriteStringValue(upgrade);
        json.WriteEndArray();
        json.WriteNumber("pingInterval"u8, (long)PingInterval.TotalMilliseconds);
        json.WriteNumber("pingTimeout"u8, (long)PingTimeout.TotalMilliseconds);
        json.WriteNumber("maxPayload"u8, MaxPayload);
        json.WriteEndObject();
    }

    /// <summary>Reads the data of an <see cref="EnginePacketType.Open"/> packet; unknown keys are skipped.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The handshake, or null when a key is missing or the JSON is malformed; never throws.</returns>
    public static EngineHandshake? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        // A string with half a surrogate pair is well-formed JSON and still no text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static EngineHandshake? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("sid"u8, out var sid) || sid.ValueKind != JsonValueKind.String
            || !TryReadMilliseconds(root, "pingInterval"u8, out var interval)
            || !TryReadMilliseconds(root, "pingTimeout"u8, out var timeout))
            return null;
        // Servers before engine.io 5.1 do not send maxPayload.
        var maxPayload = root.TryGetProperty("maxPayload"u8, out var max) && max.ValueKind == JsonValueKind.Number
            && max.TryGetInt64(out var bytes) ? bytes : long.MaxValue;
        return new EngineHandshake
        {
            Sid = sid.GetString()!,
            Upgrades = ReadUpgrades(root),
            PingInterval = interval,
            PingTimeout = timeout,
            MaxPayload = maxPayload,
        };
    }

    private static bool TryReadMilliseconds(JsonElement root, ReadOnlySpan<byte> key, out TimeSpan value)
    {
        value = default;
        if (!root.TryGetProperty(key, out var element) || element.ValueKind != JsonValueKind.Number
            || !element.TryGetInt32(out var milliseconds) || milliseconds < 0)
            return false;
        value = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    private static string[] ReadUpgrades(JsonElement root) =>
        root.TryGetProperty("upgrades"u8, out var upgrades) && upgrades.ValueKind == JsonValueKind.Array
            ? [.. upgrades.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
}
