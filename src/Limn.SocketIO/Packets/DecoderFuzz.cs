namespace Limn.SocketIO.Packets;

/// <summary>Entry point for fuzzers: any bytes, no exception.</summary>
internal static class DecoderFuzz
{
    /// <summary>
    /// Reads the input as a polling body with one decoder, strict and tolerant, and touches everything that a handler
    /// would read from the packets.
    /// </summary>
    /// <returns>Number of complete Socket.IO packets.</returns>
    public static int Run(ReadOnlyMemory<byte> input) =>
        Run(input, new SocketPacketDecoder()) + Run(input, new SocketPacketDecoder { IsTolerant = static _ => true });

    private static int Run(ReadOnlyMemory<byte> input, SocketPacketDecoder decoder)
    {
        var packets = 0;
        while (EnginePayload.TryRead(ref input, out var packet))
        {
            EngineHandshake.TryRead(packet.Data);
            var result = packet.IsBinary ? decoder.ReadBinary(packet.Data) : decoder.ReadText(packet.Data);
            if (result.Packet is not { } complete)
                continue;
            packets++;
            _ = complete.EventName;
            for (var i = complete.Arguments.Count; i >= 0; i--)
                _ = complete.Arguments.GetJson(i);
        }
        return packets;
    }
}
