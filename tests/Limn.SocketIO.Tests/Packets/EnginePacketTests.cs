using System.Buffers;
using System.Text;
using FsCheck.Xunit;
using Limn.SocketIO.Packets;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Packets;

public sealed class EnginePacketTests
{
    [Theory]
    [InlineData("0{}", EnginePacketType.Open, "{}")]
    [InlineData("1", EnginePacketType.Close, "")]
    [InlineData("2probe", EnginePacketType.Ping, "probe")]
    [InlineData("3", EnginePacketType.Pong, "")]
    [InlineData("4hello", EnginePacketType.Message, "hello")]
    [InlineData("5", EnginePacketType.Upgrade, "")]
    [InlineData("6", EnginePacketType.Noop, "")]
    public void Text_packets_are_read_and_written(string text, EnginePacketType type, string data)
    {
        EnginePacket.TryReadText(Utf8(text), out var packet).ShouldBeTrue();

        packet.Type.ShouldBe(type);
        Text(packet.Data).ShouldBe(data);
        packet.IsBinary.ShouldBeFalse();
        Written(packet.WriteTo).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("abc")]
    [InlineData("bAQIDBA==")]
    [InlineData("/")]
    public void Unknown_kinds_are_refused(string text) => EnginePacket.TryReadText(Utf8(text), out _).ShouldBeFalse();

    [Fact]
    public void Binary_packet_has_no_prefix_on_a_websocket()
    {
        var packet = new EnginePacket(EnginePacketType.Message, Utf8("raw"), IsBinary: true);

        Written(packet.WriteTo).ShouldBe("raw");
    }

    [Fact]
    public void Payload_joins_packets_and_writes_binary_as_base64()
    {
        EnginePacket[] packets =
        [
            new(EnginePacketType.Message, Utf8("hello")),
            new(EnginePacketType.Ping, default),
            new(EnginePacketType.Message, new byte[] { 1, 2, 3, 4 }, IsBinary: true),
        ];

        Written(output => EnginePayload.Write(packets, output)).ShouldBe("4hello\u001e2\u001ebAQIDBA==");
    }

    [Property]
    public void Payload_comes_back_as_it_was_written((byte Kind, byte[]? Data)[] parts)
    {
        // An odd kind makes a binary packet; text may not hold the separator.
        var packets = parts.Select(part => part.Kind % 2 == 1
            ? new EnginePacket(EnginePacketType.Message, part.Data ?? [], IsBinary: true)
            : new EnginePacket((EnginePacketType)(part.Kind % 7), (part.Data ?? []).Where(b => b != EnginePayload.Separator).ToArray())).ToList();
        var output = new ArrayBufferWriter<byte>();
        EnginePayload.Write(packets, output);

        var rest = output.WrittenMemory;
        foreach (var packet in packets)
        {
            EnginePayload.TryRead(ref rest, out var read).ShouldBeTrue();
            read.Type.ShouldBe(packet.Type);
            read.IsBinary.ShouldBe(packet.IsBinary);
            read.Data.ToArray().ShouldBe(packet.Data.ToArray());
        }
        rest.IsEmpty.ShouldBeTrue();
    }

    [Property]
    public void Random_payload_is_read_or_refused_without_an_exception(byte[]? body)
    {
        ReadOnlyMemory<byte> rest = body ?? [];
        var packets = 0;
        while (EnginePayload.TryRead(ref rest, out _) && !rest.IsEmpty)
            packets++;

        packets.ShouldBeLessThanOrEqualTo(body?.Length ?? 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u001e4a")]
    [InlineData("4a\u001e")]
    [InlineData("b===")]
    [InlineData("b*")]
    public void Malformed_payload_is_refused(string body)
    {
        ReadOnlyMemory<byte> rest = Utf8(body);

        EnginePayload.TryRead(ref rest, out _).ShouldBeFalse();
    }

    [Fact]
    public void Handshake_has_exactly_the_five_keys()
    {
        var handshake = new EngineHandshake
        {
            Sid = "abc",
            Upgrades = ["websocket"],
            PingInterval = TimeSpan.FromSeconds(25),
            PingTimeout = TimeSpan.FromSeconds(20),
            MaxPayload = 1_000_000,
        };

        var json = Written(handshake.WriteTo);

        json.ShouldBe("""{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""");
        var read = EngineHandshake.TryRead(Utf8(json)).ShouldNotBeNull();
        read.Sid.ShouldBe("abc");
        read.Upgrades.ShouldBe(["websocket"]);
        read.PingInterval.ShouldBe(handshake.PingInterval);
        read.PingTimeout.ShouldBe(handshake.PingTimeout);
        read.MaxPayload.ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sid":1,"pingInterval":1,"pingTimeout":1}""")]
    [InlineData("""{"sid":"\ud800","pingInterval":1,"pingTimeout":1}""")]
    [InlineData("""{"sid":"a","pingInterval":-1,"pingTimeout":1}""")]
    [InlineData("""{"sid":"a","pingInterval":1e99,"pingTimeout":1}""")]
    public void Malformed_handshake_is_refused(string json) => EngineHandshake.TryRead(Utf8(json)).ShouldBeNull();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Text(output.WrittenMemory);
    }
}
