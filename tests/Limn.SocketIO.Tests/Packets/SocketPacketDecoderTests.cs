using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Limn.SocketIO.Packets;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Packets;

public sealed class SocketPacketDecoderTests
{
    [Theory]
    [InlineData("0", SocketPacketType.Connect, "/", "")]
    [InlineData("0{\"token\":\"123\"}", SocketPacketType.Connect, "/", "{\"token\":\"123\"}")]
    [InlineData("0/custom", SocketPacketType.Connect, "/custom", "")]
    [InlineData("0/custom,", SocketPacketType.Connect, "/custom", "")]
    [InlineData("0/plugin,{}", SocketPacketType.Connect, "/plugin", "{}")]
    [InlineData("1", SocketPacketType.Disconnect, "/", "")]
    [InlineData("1/custom", SocketPacketType.Disconnect, "/custom", "")]
    [InlineData("1/custom,", SocketPacketType.Disconnect, "/custom", "")]
    [InlineData("2[\"a\"]", SocketPacketType.Event, "/", "[\"a\"]")]
    [InlineData("2[5,true]", SocketPacketType.Event, "/", "[5,true]")]
    [InlineData("50-[\"a\"]", SocketPacketType.Event, "/", "[\"a\"]")]
    [InlineData("4/random,{\"message\":\"Invalid namespace\"}", SocketPacketType.ConnectError, "/random", "{\"message\":\"Invalid namespace\"}")]
    [InlineData("4\"refused\"", SocketPacketType.ConnectError, "/", "\"refused\"")]
    public void Well_formed_packets_are_read(string text, SocketPacketType type, string @namespace, string data)
    {
        var result = Read(text);

        result.Status.ShouldBe(SocketDecodeStatus.Complete);
        var packet = result.Packet.ShouldNotBeNull();
        packet.Type.ShouldBe(type);
        packet.Namespace.ShouldBe(@namespace);
        Encoding.UTF8.GetString(packet.Data.Span).ShouldBe(data);
    }

    [Theory]
    [InlineData("", SocketDecodeError.UnknownType)]
    [InlineData("abc", SocketDecodeError.UnknownType)]
    [InlineData("7[\"a\"]", SocketDecodeError.UnknownType)]
    [InlineData("5[\"a\"]", SocketDecodeError.AttachmentCount)]
    [InlineData("5-[\"a\"]", SocketDecodeError.AttachmentCount)]
    [InlineData("5x-[\"a\"]", SocketDecodeError.AttachmentCount)]
    [InlineData("59999999999-[\"a\"]", SocketDecodeError.AttachmentCount)]
    [InlineData("511-[\"a\"]", SocketDecodeError.TooManyAttachments)]
    [InlineData("3[]", SocketDecodeError.AckId)]
    [InlineData("29007199254740992[\"a\"]", SocketDecodeError.AckId)]
    [InlineData("299999999999999999999[\"a\"]", SocketDecodeError.AckId)]
    [InlineData("01{}", SocketDecodeError.AckId)]
    [InlineData("2", SocketDecodeError.Payload)]
    [InlineData("2{}", SocketDecodeError.Payload)]
    [InlineData("2[]", SocketDecodeError.Payload)]
    [InlineData("2[null]", SocketDecodeError.Payload)]
    [InlineData("2[{}]", SocketDecodeError.Payload)]
    [InlineData("2[\"a\"", SocketDecodeError.Payload)]
    [InlineData("2[\"a\"]x", SocketDecodeError.Payload)]
    [InlineData("2[\"a\",NaN]", SocketDecodeError.Payload)]
    [InlineData("2abc[\"message\"]", SocketDecodeError.Payload)]
    [InlineData("0[]", SocketDecodeError.Payload)]
    [InlineData("0null", SocketDecodeError.Payload)]
    [InlineData("1{}", SocketDecodeError.Payload)]
    [InlineData("31", SocketDecodeError.Payload)]
    [InlineData("4", SocketDecodeError.Payload)]
    public void Malformed_packets_are_refused(string text, SocketDecodeError error)
    {
        var result = Read(text);

        result.Status.ShouldBe(SocketDecodeStatus.Malformed);
        result.Error.ShouldBe(error);
        result.Packet.ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        new SocketPacketDecoder().ReadText(new byte[] { (byte)'2', (byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']' })
            .Error.ShouldBe(SocketDecodeError.Payload);
    }

    [Fact]
    public void Long_namespace_is_refused() => Read("2/" + new string('n', 300) + ",[\"a\"]").Error.ShouldBe(SocketDecodeError.Namespace);

    [Fact]
    public void Deeply_nested_payload_is_refused() =>
        Read("2[\"a\"," + new string('[', 100_000) + new string(']', 100_000) + "]").Error.ShouldBe(SocketDecodeError.Payload);

    [Theory]
    [InlineData("\"caf\\u00e9\"", "café")]
    [InlineData("\"\"", "")]
    [InlineData("17", "17")]
    [InlineData("\"\\ud800\"", "\ufffd")]
    [InlineData("\"__proto__\"", "__proto__")]
    public void Odd_event_names_are_read(string json, string name)
    {
        // CVE-2023-32695: a crafted event name ended the process.
        Read($"2[{json}]").Packet.ShouldNotBeNull().EventName.ShouldBe(name);
    }

    [Fact]
    public void Attachments_are_collected_in_order()
    {
        var decoder = new SocketPacketDecoder();

        decoder.ReadText(Utf8("""52-["a",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]""")).Status
            .ShouldBe(SocketDecodeStatus.Incomplete);
        decoder.HasPending.ShouldBeTrue();
        decoder.ReadBinary(new byte[] { 1 }).Status.ShouldBe(SocketDecodeStatus.Incomplete);
        var packet = decoder.ReadBinary(new byte[] { 2 }).Packet.ShouldNotBeNull();

        decoder.HasPending.ShouldBeFalse();
        packet.Arguments.Get<Attachment>(0).Bytes.ToArray().ShouldBe([2]);
        packet.Arguments.Get<Attachment>(1).Bytes.ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Binary_frame_that_nobody_announced_is_refused() =>
        new SocketPacketDecoder().ReadBinary(new byte[] { 1 }).Error.ShouldBe(SocketDecodeError.UnexpectedBinary);

    [Fact]
    public void Text_frame_before_the_attachments_is_refused()
    {
        var decoder = new SocketPacketDecoder();
        decoder.ReadText(Utf8("""51-["a"]"""));

        decoder.ReadText(Utf8("""2["b"]""")).Error.ShouldBe(SocketDecodeError.UnexpectedText);
        decoder.HasPending.ShouldBeFalse();
    }

    [Fact]
    public void Packet_is_limited_with_all_its_attachments()
    {
        // CVE-2020-36049 and CVE-2026-69185: what was announced was buffered without a bound.
        var decoder = new SocketPacketDecoder { MaxPacketBytes = 20 };

        decoder.ReadText(Utf8("2[\"" + new string('a', 20) + "\"]")).Error.ShouldBe(SocketDecodeError.TooLarge);
        decoder.ReadText(Utf8("""52-["a"]""")).Status.ShouldBe(SocketDecodeStatus.Incomplete);
        decoder.ReadBinary(new byte[12]).Status.ShouldBe(SocketDecodeStatus.Incomplete);
        decoder.ReadBinary(new byte[1]).Error.ShouldBe(SocketDecodeError.TooLarge);
    }

    [Fact]
    public void Tolerant_namespace_reads_what_Python_writes_for_odd_floats()
    {
        var decoder = Tolerant();

        var packet = decoder.ReadText(Utf8("""2/plugin,["log",{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN \" Infinity"}]""")).Packet.ShouldNotBeNull();

        Encoding.UTF8.GetString(packet.Arguments.GetJson(0).Span).ShouldBe("""{"a":null,"b":[null,null],"c":"NaN \" Infinity"}""");
        decoder.ReadText(Utf8("""2/other,["log",NaN]""")).Error.ShouldBe(SocketDecodeError.Payload);
        decoder.ReadText(Utf8("""2/plugin,["log",NaN""")).Error.ShouldBe(SocketDecodeError.Payload);
        decoder.ReadText(Utf8("""2/plugin,["log",NaNa]""")).Error.ShouldBe(SocketDecodeError.Payload);
    }

    [Fact]
    public void Tolerant_namespace_drops_a_packet_whose_blob_was_overtaken()
    {
        var decoder = Tolerant();
        decoder.ReadText(Utf8("""51-/plugin,["lost"]"""));

        var overtaking = decoder.ReadText(Utf8("""2/plugin,["kept"]"""));
        overtaking.Packet.ShouldNotBeNull().EventName.ShouldBe("kept");
        overtaking.HasDropped.ShouldBeTrue();
        decoder.ReadBinary(new byte[] { 1 }).Status.ShouldBe(SocketDecodeStatus.Skipped);
        decoder.ReadBinary(new byte[] { 1 }).Error.ShouldBe(SocketDecodeError.UnexpectedBinary);
    }

    [Fact]
    public void Overtaken_and_overtaking_packet_are_both_dropped_when_both_have_blobs()
    {
        var decoder = Tolerant();
        decoder.ReadText(Utf8("""51-/plugin,["lost"]"""));

        var overtaking = decoder.ReadText(Utf8("""51-/plugin,["lost too"]"""));
        overtaking.Status.ShouldBe(SocketDecodeStatus.Skipped);
        overtaking.HasDropped.ShouldBeTrue();
        decoder.ReadBinary(new byte[] { 1 }).Status.ShouldBe(SocketDecodeStatus.Skipped);
        decoder.ReadBinary(new byte[] { 2 }).Status.ShouldBe(SocketDecodeStatus.Skipped);
        decoder.ReadText(Utf8("""51-/plugin,["whole"]"""));
        decoder.ReadBinary(new byte[] { 3 }).Packet.ShouldNotBeNull().EventName.ShouldBe("whole");
    }

    [Theory]
    [InlineData("\\ud800", "\ufffd")]
    [InlineData("\\udc80.png", "\ufffd.png")]
    [InlineData("\\ud83d\\ude00", "\ud83d\ude00")]
    [InlineData("\\ud83d\\ud83d\\ude00\\ude00", "\ufffd\ud83d\ude00\ufffd")]
    [InlineData("\\\\ud800", "\\ud800")]
    [InlineData("\\ud800\\n", "\ufffd\n")]
    public void Half_a_surrogate_pair_can_be_read_like_any_other_text(string escaped, string text)
    {
        var arguments = Read($"2[\"log\",{{\"{escaped}\":\"{escaped}\"}}]").Packet.ShouldNotBeNull().Arguments;

        arguments.Get<Dictionary<string, string>>(0).ShouldBe(new Dictionary<string, string> { [text] = text });
        arguments.Get<JsonElement>(0).EnumerateObject().Single().Name.ShouldBe(text);
    }

    [Property]
    public void Random_bytes_never_throw(byte[] bytes) => DecoderFuzz.Run(bytes).ShouldBeLessThanOrEqualTo(2 * bytes.Length);

    [Property(MaxTest = 2000)]
    public void Random_text_in_the_letters_of_the_protocol_never_throws(byte[] bytes)
    {
        var letters = Utf8("0123456-/,[]{}\"\\:bN\u001e4[\"a\"]");

        DecoderFuzz.Run(bytes.Select(b => letters[b % letters.Length]).ToArray()).ShouldBeLessThanOrEqualTo(2 * bytes.Length);
    }

    [Property(MaxTest = 500)]
    public void Mutilated_packets_never_throw(int at, byte replacement, bool isCut)
    {
        foreach (var sample in (string[])
            [
                """2/plugin,12["log",{"a":[1,"\u00e9"]}]""", """52-/app,["b",{"_placeholder":true,"num":0}]""",
                """0/plugin,{"token":"x"}""", "63-1[[],{}]", "1/app,",
            ])
        {
            var frame = Utf8(sample);
            var index = (int)((uint)at % (uint)frame.Length);
            frame[index] = replacement;
            var result = new SocketPacketDecoder().ReadText(isCut ? frame.AsMemory(0, index) : frame);
            if (result.Packet is { } packet)
                packet.EventName.Length.ShouldBeLessThanOrEqualTo(frame.Length);
        }
    }

    private static SocketPacketDecoder Tolerant() => new() { IsTolerant = name => name == "/plugin" };

    private static SocketDecodeResult Read(string text) => new SocketPacketDecoder().ReadText(Utf8(text));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
