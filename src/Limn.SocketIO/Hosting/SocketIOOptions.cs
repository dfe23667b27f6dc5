namespace Limn.SocketIO.Hosting;

/// <summary>Times and limits of the server. Checked at start; a wrong value stops the program with one clear line.</summary>
public sealed class SocketIOOptions
{
    /// <summary>Time from a pong to the next ping. Default 25 s, at least 10 ms.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Time that a client has for its pong, or for any other packet, before its session ends. Default 60 s, at least 10 ms:
    /// longer than elsewhere, since a Python client that computes may hold its interpreter's lock for long.
    /// </summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time in which a client must join a namespace, after the handshake and after leaving its last one. Default 45 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Time from opening the websocket of an upgrade to its end. Default 10 s.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time in which the announced attachments of a packet must arrive. Default 30 s.</summary>
    public TimeSpan AttachmentTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that a client has to take leave when the server closes. Default 5 s; then the connection is aborted.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest body of a polling request, in bytes; told to the client. Default 1,000,000. Larger ones get 413.</summary>
    public int MaxPayload { get; set; } = 1_000_000;

    /// <summary>Largest message on a websocket, and largest packet with its attachments, in bytes. Default 1,000,000.</summary>
    public int MaxMessageBytes { get; set; } = 1_000_000;

    /// <summary>As <see cref="MaxMessageBytes"/>, after <c>Socket.Trust()</c> was called. Default 64 MiB.</summary>
    public int MaxTrustedMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Attachments that one packet may announce. Default 10.</summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>Acks that one socket may owe; one more request for an ack throws. Default 1,000.</summary>
    public int MaxPendingAcks { get; set; } = 1_000;

    /// <summary>
    /// Events of one socket that may wait for its handler. Default 256. While so many wait, nothing more is read from the
    /// connection, so that TCP slows the sender down.
    /// </summary>
    public int MaxQueuedEvents { get; set; } = 256;

    /// <summary>
    /// Bytes that may wait to be sent to one client. Default 16 MiB. Past half of it <c>EmitAsync</c> waits; a client for
    /// which still more is queued is a slow receiver and is disconnected.
    /// </summary>
    public long MaxQueuedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Sessions at a time. Default 50,000. Further handshakes get 503.</summary>
    public int MaxSessions { get; set; } = 50_000;

    /// <summary>Sessions at a time from one address (IPv6: one /64 network). Default 1,000. Further handshakes get 429.</summary>
    public int MaxSessionsPerAddress { get; set; } = 1_000;

    /// <summary>
    /// Handshakes per minute and address that are served at once unless the request is authenticated; later ones are
    /// delayed, never refused. <c>Socket.Trust()</c> gives one back. Default 0: no delay.
    /// </summary>
    public int HandshakesPerMinute { get; set; }

    /// <summary>Longest such delay. Default 3 s.</summary>
    public TimeSpan MaxHandshakeDelay { get; set; } = TimeSpan.FromSeconds(3);
}
