using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <content>Events that the client acknowledges.</content>
public sealed partial class Socket
{
    private readonly AckTable acks;

    /// <summary>Sends an event and asks for an ack.</summary>
    /// <param name="eventName">The name, as in <see cref="EmitAsync"/>.</param>
    /// <param name="arguments">The arguments. Default none.</param>
    /// <param name="timeout">How long to wait for the ack. Default: as long as the socket lives.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// The ack's arguments. Without timeout and token the task may be left alone: its failure is then nobody's, so that the
    /// ack can be taken as a mere signal.
    /// </returns>
    /// <exception cref="ArgumentException">The name is empty or reserved.</exception>
    /// <exception cref="SocketDisconnectedException">The socket has ended, or ends before the ack.</exception>
    /// <exception cref="InvalidOperationException">The client owes <c>SocketIOOptions.MaxPendingAcks</c> acks already.</exception>
    /// <exception cref="TimeoutException">No ack came in time.</exception>
    public Task<SocketArguments> EmitWithAckAsync(
        string eventName, SocketArguments arguments = default, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        EventNames.ThrowIfReserved(eventName);
        var id = acks.Add(out var answer);
        Send(PacketFrames.Event(Namespace.Name, eventName, arguments, id), arguments.Attachments);
        return timeout is null && !cancellationToken.CanBeCanceled
            ? answer
            : WaitAsync(id, answer, timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);
    }

    internal void TakeAck(SocketPacket packet) => acks.Resolve(packet.AckId.GetValueOrDefault(), packet.Arguments);

    private async Task<SocketArguments> WaitAsync(
        long id, Task<SocketArguments> answer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(timeout, connection.Time, cancellationToken);
        }
        finally
        {
            acks.Remove(id);
        }
    }
}
