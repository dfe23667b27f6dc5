using System.Text.Json;
using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>A client's wish to join a namespace.</summary>
public sealed class ConnectRequest
{
    private static readonly byte[] NoAuth = "{}"u8.ToArray();

    internal ConnectRequest(SocketHandshake handshake, ReadOnlyMemory<byte> auth)
    {
        Handshake = handshake;
        Auth = auth.IsEmpty ? NoAuth : auth;
    }

    /// <summary>What the first HTTP request told.</summary>
    public SocketHandshake Handshake { get; }

    /// <summary>What the client sent to authenticate itself: a JSON object as UTF-8, <c>{}</c> when it sent none.</summary>
    public ReadOnlyMemory<byte> Auth { get; }

    /// <summary>Reads <see cref="Auth"/>; names fit in any case (<see cref="JsonSerializerDefaults.Web"/>).</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <returns>The value, or the type's default when the object does not hold such a value.</returns>
    public T? GetAuth<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Auth.Span, SocketArguments.DefaultOptions);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>Why a client may not join; it is sent as CONNECT_ERROR.</summary>
/// <param name="Message">A short text for the client's developer.</param>
/// <param name="Data">Anything that System.Text.Json can write. Default none.</param>
public sealed record ConnectRefusal(string Message, object? Data = null);
