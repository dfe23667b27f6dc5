using Limn.SocketIO.Hosting;
using Limn.SocketIO.Packets;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Namespaces;

internal static partial class NamespaceLog
{
    [LoggerMessage(LogEvents.PacketRefused, LogLevel.Information, "Session {Session} sent a malformed packet: {Error}")]
    public static partial void PacketRefused(ILogger logger, long session, SocketDecodeError error);

    [LoggerMessage(LogEvents.PacketDropped, LogLevel.Warning, "Session {Session} sent a packet between another one and its attachments; what was incomplete is dropped")]
    public static partial void PacketDropped(ILogger logger, long session);

    [LoggerMessage(LogEvents.HandlerInterrupted, LogLevel.Debug, "A handler of {Namespace} gave up since its client is gone")]
    public static partial void HandlerInterrupted(ILogger logger, string @namespace);

    [LoggerMessage(LogEvents.NamespaceRefused, LogLevel.Debug, "Session {Session} was refused in {Namespace}: {Message}")]
    public static partial void NamespaceRefused(ILogger logger, long session, string @namespace, string message);

    [LoggerMessage(LogEvents.SocketConnected, LogLevel.Debug, "Session {Session} joined {Namespace}")]
    public static partial void SocketConnected(ILogger logger, long session, string @namespace);

    [LoggerMessage(LogEvents.SocketDisconnected, LogLevel.Debug, "Session {Session} left {Namespace}: {Reason}")]
    public static partial void SocketDisconnected(ILogger logger, long session, string @namespace, DisconnectReason reason);

    [LoggerMessage(LogEvents.HandlerFailed, LogLevel.Error, "A handler of {Namespace} failed on a {Kind}")]
    public static partial void HandlerFailed(ILogger logger, string @namespace, string kind, Exception exception);
}
