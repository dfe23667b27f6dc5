using System.Buffers;
using System.Text;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Sessions;

/// <summary>Writes handshakes, which differ from each other by the session's id only.</summary>
internal sealed class OpenFrames(SocketIOOptions options)
{
    private readonly Template byPolling = new(options, ["websocket"]);
    private readonly Template byWebSocket = new(options, []);

    public OutboundFrame For(SessionId id, bool isUpgradable)
    {
        var template = isUpgradable ? byPolling : byWebSocket;
        var output = RentedWriter.Take(0);
        output.Write(template.BeforeId.Span);
        Encoding.UTF8.GetBytes(id.Value, output);
        output.Write(template.AfterId.Span);
        return output.ToFrame();
    }

    private sealed class Template
    {
        private const string Placeholder = "*";

        public Template(SocketIOOptions options, IReadOnlyList<string> upgrades)
        {
            var output = new ArrayBufferWriter<byte>();
            output.Write("0"u8);
            new EngineHandshake
            {
                Sid = Placeholder,
                Upgrades = upgrades,
                PingInterval = options.PingInterval,
                PingTimeout = options.PingTimeout,
                MaxPayload = options.MaxPayload,
            }.WriteTo(output);
            var at = output.WrittenSpan.IndexOf((byte)Placeholder[0]);
            BeforeId = output.WrittenMemory[..at];
            AfterId = output.WrittenMemory[(at + Placeholder.Length)..];
        }

        public ReadOnlyMemory<byte> BeforeId { get; }

        public ReadOnlyMemory<byte> AfterId { get; }
    }
}
