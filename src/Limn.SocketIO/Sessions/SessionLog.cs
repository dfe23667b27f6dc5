using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(LogEvents.SessionOpened, LogLevel.Debug, "Session {Session} opened by {Transport}")]
    public static partial void SessionOpened(ILogger logger, long session, string transport);

    [LoggerMessage(LogEvents.SessionUpgraded, LogLevel.Debug, "Session {Session} upgraded to a websocket")]
    public static partial void SessionUpgraded(ILogger logger, long session);

    [LoggerMessage(LogEvents.SessionClosed, LogLevel.Debug, "Session {Session} closed: {Reason}")]
    public static partial void SessionClosed(ILogger logger, long session, DisconnectReason reason);

    [LoggerMessage(LogEvents.TimerFailed, LogLevel.Error, "Session {Session} failed in the shared timer and was aborted")]
    public static partial void TimerFailed(ILogger logger, long session, Exception exception);
}
