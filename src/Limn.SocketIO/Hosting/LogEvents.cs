namespace Limn.SocketIO.Hosting;

/// <summary>Numbers of all log events of the library.</summary>
internal static class LogEvents
{
    public const int SessionOpened = 5000;
    public const int SessionUpgraded = 5001;
    public const int SessionClosed = 5002;
    public const int TransportFailed = 5010;
    public const int HandshakeRefused = 5011;
    public const int RequestRefused = 5012;
    public const int HandshakeDelayed = 5013;
    public const int PacketRefused = 5020;
    public const int PacketDropped = 5021;
    public const int NamespaceRefused = 5030;
    public const int SocketConnected = 5031;
    public const int SocketDisconnected = 5032;
    public const int HandlerFailed = 5040;
    public const int HandlerInterrupted = 5041;
    public const int TimerFailed = 5050;
}
