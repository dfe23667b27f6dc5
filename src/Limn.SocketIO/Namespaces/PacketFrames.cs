using System.Buffers;
using System.Text.Json;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;

namespace Limn.SocketIO.Namespaces;

/// <summary>Writes Socket.IO packets straight into frames of Engine.IO messages.</summary>
internal static class PacketFrames
{
    // Room for the digits, the brackets and a namespace of usual length.
    private const int HeadRoom = 64;

    public static OutboundFrame Event(string @namespace, string name, SocketArguments arguments, long? ackId = null)
    {
        var output = Start(SocketPacketType.Event, @namespace, ackId, arguments, name.Length);
        SocketPacketWriter.WriteEventData(name, arguments, output);
        return output.ToFrame();
    }

    public static OutboundFrame Ack(string @namespace, long ackId, SocketArguments arguments)
    {
        var output = Start(SocketPacketType.Ack, @namespace, ackId, arguments, 0);
        arguments.WriteTo(output);
        return output.ToFrame();
    }

    public static OutboundFrame Connected(string @namespace, string socketId)
    {
        var output = Start(SocketPacketType.Connect, @namespace, null, default, 0);
        output.Write("{\"sid\":"u8);
        JsonText.WriteQuoted(socketId, output);
        output.Write("}"u8);
        return output.ToFrame();
    }

    public static OutboundFrame Refused(string @namespace, ConnectRefusal refusal)
    {
        // Serialised first: what the caller's data does when it is written must not meet the thread's writer.
        var data = refusal.Data is null ? default : SocketArguments.Of(refusal.Data).GetJson(0);
        var output = Start(SocketPacketType.ConnectError, @namespace, null, default, data.Length);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("message"u8, refusal.Message);
        if (!data.IsEmpty)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
        json.WriteEndObject();
        json.Flush();
        return output.ToFrame();
    }

    public static OutboundFrame Disconnected(string @namespace) =>
        Start(SocketPacketType.Disconnect, @namespace, null, default, 0).ToFrame();

    private static RentedWriter Start(SocketPacketType type, string @namespace, long? ackId, SocketArguments arguments, int more)
    {
        var output = RentedWriter.Take(HeadRoom + arguments.Items.Length + more);
        output.Write("4"u8);
        SocketPacketWriter.WriteHead(type, @namespace, ackId, arguments.Attachments.Count, output);
        return output;
    }
}
