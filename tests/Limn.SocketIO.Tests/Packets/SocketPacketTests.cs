using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Limn.SocketIO.Packets;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Packets;

public sealed class SocketPacketTests
{
    [Fact]
    public void Event_is_written_as_the_protocol_shows()
    {
        Written(SocketPacket.Event("/", "message", SocketArguments.Of(1, "2", new { Three = true })))
            .ShouldBe("""2["message",1,"2",{"three":true}]""");
        Written(SocketPacket.Event("/plugin", "log", SocketArguments.Of("é<&>"), ackId: 7)).ShouldBe("""2/plugin,7["log","é<&>"]""");
        Written(SocketPacket.Event("/", "bare", default)).ShouldBe("""2["bare"]""");
    }

    [Fact]
    public void Other_kinds_are_written_as_the_protocol_shows()
    {
        Written(SocketPacket.Connect("/plugin", "{}"u8.ToArray())).ShouldBe("0/plugin,{}");
        Written(SocketPacket.Connect("/")).ShouldBe("0");
        Written(SocketPacket.Disconnect("/plugin")).ShouldBe("1/plugin,");
        Written(SocketPacket.Ack("/plugin", 12, default)).ShouldBe("3/plugin,12[]");
        Written(SocketPacket.ConnectError("/random", """{"message":"Invalid namespace"}"""u8.ToArray()))
            .ShouldBe("""4/random,{"message":"Invalid namespace"}""");
    }

    [Fact]
    public void Attachments_at_any_depth_become_placeholders()
    {
        var arguments = SocketArguments.Of(new Attachment(new byte[] { 1 }), new { deep = new[] { new Attachment(new byte[] { 2 }) } });

        Written(SocketPacket.Event("/", "blob", arguments))
            .ShouldBe("""52-["blob",{"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1}]}]""");
        Written(SocketPacket.Ack("/", 3, arguments))
            .ShouldBe("""62-3[{"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1}]}]""");
        arguments.Get<Attachment>(0).Bytes.ToArray().ShouldBe([1]);
        arguments.Get<Dictionary<string, Attachment[]>>(1)!["deep"][0].Bytes.ToArray().ShouldBe([2]);
    }

    [Fact]
    public void Arguments_are_read_by_position()
    {
        var arguments = SocketArguments.FromJson(""" [ 1 , "two", {"three":[3]}, null ] """u8.ToArray());

        arguments.Count.ShouldBe(4);
        arguments.Get<int>(0).ShouldBe(1);
        arguments.Get<string>(1).ShouldBe("two");
        Encoding.UTF8.GetString(arguments.GetJson(2).Span).ShouldBe("""{"three":[3]}""");
        arguments.Get<string>(3).ShouldBeNull();
        arguments.Get<string>(4).ShouldBeNull();
        arguments.GetJson(4).IsEmpty.ShouldBeTrue();
        default(SocketArguments).Count.ShouldBe(0);
    }

    [Fact]
    public void Arguments_of_a_decoded_event_leave_out_its_name()
    {
        var packet = Decode("""2/plugin,9["log", {"level":"INFO"} ,2]""").Packet.ShouldNotBeNull();

        packet.Type.ShouldBe(SocketPacketType.Event);
        packet.Namespace.ShouldBe("/plugin");
        packet.AckId.ShouldBe(9);
        packet.EventName.ShouldBe("log");
        packet.Arguments.Count.ShouldBe(2);
        packet.Arguments.Get<Dictionary<string, string>>(0)!["level"].ShouldBe("INFO");
        Written(packet).ShouldBe("""2/plugin,9["log", {"level":"INFO"} ,2]""");
    }

    [Theory]
    [InlineData("42", "[\"a\"]")]
    [InlineData("{}", "x")]
    public void Arguments_that_are_no_array_are_refused(string json, string other)
    {
        Should.Throw<FormatException>(() => SocketArguments.FromJson(Encoding.UTF8.GetBytes(json)));
        Should.Throw<FormatException>(() => SocketPacket.Connect("/", Encoding.UTF8.GetBytes(other)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plugin")]
    [InlineData("/a,b")]
    public void Namespace_that_the_wire_cannot_carry_is_refused(string @namespace) =>
        Should.Throw<ArgumentException>(() => SocketPacket.Disconnect(@namespace));

    [Property]
    public void Event_comes_back_as_it_was_written(NonNull<string> name, string[] texts, double number, byte[][] blobs, ushort? ackId)
    {
        var finite = double.IsFinite(number) ? number : 0;
        var kept = blobs.Where(blob => blob is not null).Take(10).Select(blob => new Attachment(blob)).ToArray();
        var sent = SocketPacket.Event("/app", name.Get, SocketArguments.Of(texts, finite, kept), ackId);

        var read = RoundTrip(sent);

        read.Type.ShouldBe(SocketPacketType.Event);
        read.Namespace.ShouldBe("/app");
        read.AckId.ShouldBe(ackId is { } id ? id : null);
        read.EventName.ShouldBe(WellFormed(name.Get));
        read.Arguments.Count.ShouldBe(3);
        read.Arguments.Get<string[]>(0)!.ShouldBe(texts.Select(text => text is null ? null! : WellFormed(text)));
        read.Arguments.Get<double>(1).ShouldBe(finite);
        read.Arguments.Get<Attachment[]>(2)!.Select(blob => Convert.ToHexString(blob.Bytes.Span))
            .ShouldBe(kept.Select(blob => Convert.ToHexString(blob.Bytes.Span)));
    }

    [Property]
    public void Ack_comes_back_as_it_was_written(NonNegativeInt id, int[] values, byte[]? blob)
    {
        var arguments = blob is null ? SocketArguments.Of(values) : SocketArguments.Of(values, new Attachment(blob));

        var read = RoundTrip(SocketPacket.Ack("/", id.Get, arguments));

        read.Type.ShouldBe(SocketPacketType.Ack);
        read.AckId.ShouldBe(id.Get);
        read.Arguments.Get<int[]>(0).ShouldBe(values);
        if (blob is not null)
            read.Arguments.Get<Attachment>(1).Bytes.ToArray().ShouldBe(blob);
    }

    [Fact]
    public void Attachment_outside_of_a_packet_is_refused()
    {
        Should.Throw<NotSupportedException>(() => JsonSerializer.Serialize(new Attachment(new byte[] { 1 })));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Attachment>("""{"_placeholder":true,"num":0}"""));
        Should.Throw<JsonException>(() => SocketArguments.FromJson("""[{"_placeholder":true,"num":7}]"""u8.ToArray()).Get<Attachment>(0));
    }

    private static SocketPacket RoundTrip(SocketPacket packet)
    {
        var decoder = new SocketPacketDecoder();
        var output = new ArrayBufferWriter<byte>();
        packet.WriteTo(output);
        var result = decoder.ReadText(output.WrittenMemory);
        foreach (var attachment in packet.Attachments)
        {
            result.Status.ShouldBe(SocketDecodeStatus.Incomplete);
            result = decoder.ReadBinary(attachment);
        }
        result.Status.ShouldBe(SocketDecodeStatus.Complete);
        return result.Packet.ShouldNotBeNull();
    }

    private static SocketDecodeResult Decode(string text) => new SocketPacketDecoder().ReadText(Encoding.UTF8.GetBytes(text));

    // Half a surrogate pair has no UTF-8.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Written(SocketPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
