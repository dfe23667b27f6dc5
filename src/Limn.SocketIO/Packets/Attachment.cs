using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.SocketIO.Packets;

/// <summary>
/// Bytes that travel as a binary frame of their own, at any depth of an argument. The JSON holds
/// <c>{"_placeholder":true,"num":k}</c> in their place (socket.io-protocol v5, "Binary event").
/// </summary>
/// <param name="Bytes">The bytes. They are not copied: leave them unchanged until the packet has been sent.</param>
/// <remarks>
/// Can be serialised only by <see cref="SocketArguments.Of"/> and deserialised only by <see cref="SocketArguments.Get{T}"/>.
/// A bare <c>byte[]</c> travels as base64 text instead, as everywhere in System.Text.Json.
/// </remarks>
[JsonConverter(typeof(AttachmentConverter))]
public readonly record struct Attachment(ReadOnlyMemory<byte> Bytes);

internal sealed class AttachmentConverter : JsonConverter<Attachment>
{
    // Serialisation is synchronous, so the packet at hand can be found by thread.
    [ThreadStatic]
    private static List<ReadOnlyMemory<byte>>? written;

    [ThreadStatic]
    private static IReadOnlyList<ReadOnlyMemory<byte>>? readable;

    public static byte[] Serialize(
        object?[] values, JsonSerializerOptions options, out IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var outer = written;
        var own = new List<ReadOnlyMemory<byte>>();
        written = own;
        try
        {
            attachments = own;
            return JsonSerializer.SerializeToUtf8Bytes(values, options);
        }
        finally
        {
            written = outer;
        }
    }

    public static T? Deserialize<T>(
        ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, JsonSerializerOptions options)
    {
        var outer = readable;
        readable = attachments;
        try
        {
            return JsonSerializer.Deserialize<T>(json, options);
        }
        finally
        {
            readable = outer;
        }
    }

    public override Attachment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var placeholder = JsonDocument.ParseValue(ref reader);
        var root = placeholder.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("num"u8, out var num) || num.ValueKind != JsonValueKind.Number
            || !num.TryGetInt32(out var index) || index < 0 || readable is null || index >= readable.Count)
            throw new JsonException("No attachment belongs to this place.");
        return new Attachment(readable[index]);
    }

    public override void Write(Utf8JsonWriter writer, Attachment value, JsonSerializerOptions options)
    {
        if (written is null)
            throw new NotSupportedException("An attachment can be written into the arguments of a packet only.");
        writer.WriteStartObject();
        writer.WriteBoolean("_placeholder"u8, true);
        writer.WriteNumber("num"u8, written.Count);
        writer.WriteEndObject();
        written.Add(value.Bytes);
    }
}
