using System.Net.WebSockets;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Sessions;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Transports;

internal static partial class TransportLog
{
    /// <summary>A lost connection is everyday life; anything else is a mistake in the program.</summary>
    public static void Failed(ILogger logger, long session, Exception exception)
    {
        var isEveryday = exception is IOException or WebSocketException or OperationCanceledException;
        TransportFailed(logger, isEveryday ? LogLevel.Debug : LogLevel.Error, session, exception);
    }

    [LoggerMessage(EventId = LogEvents.TransportFailed, Message = "Connection of session {Session} failed")]
    private static partial void TransportFailed(ILogger logger, LogLevel level, long session, Exception exception);

    [LoggerMessage(LogEvents.HandshakeRefused, LogLevel.Information, "Handshake refused: {Admission}")]
    public static partial void HandshakeRefused(ILogger logger, Admission admission);

    [LoggerMessage(LogEvents.HandshakeDelayed, LogLevel.Information, "Handshake of an address that knocks too often delayed by {Delay}")]
    public static partial void HandshakeDelayed(ILogger logger, TimeSpan delay);

    [LoggerMessage(LogEvents.RequestRefused, LogLevel.Debug, "Request refused with {Status}: {Message}")]
    public static partial void RequestRefused(ILogger logger, int status, string message);
}
