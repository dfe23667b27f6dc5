namespace Limn.SocketIO.Sessions;

/// <summary>What a session's heartbeat asks for.</summary>
internal enum HeartbeatAction
{
    None,
    SendPing,
    TimeOut,
}

/// <summary>
/// When to ping and when to give up. A deadline counts from the moment a ping was due rather than from when the shared
/// timer got to it, so a session ends on time whatever the timer's step.
/// </summary>
internal struct Heartbeat(long interval, long timeout, long now)
{
    private readonly long interval = interval;
    private readonly long timeout = timeout;
    private long nextPing = now + interval;
    private long deadline = long.MaxValue;

    public HeartbeatAction Check(long now)
    {
        if (now >= deadline)
            return HeartbeatAction.TimeOut;
        if (now < nextPing)
            return HeartbeatAction.None;
        // After a long pause of the whole process the clients are not to blame.
        deadline = (now - nextPing < timeout / 2 ? nextPing : now) + timeout;
        nextPing = long.MaxValue;
        return HeartbeatAction.SendPing;
    }

    public void ReceivedPong(long now)
    {
        deadline = long.MaxValue;
        nextPing = now + interval;
    }

    /// <summary>Anything else that arrives is a sign of life too: a pong may wait behind long messages.</summary>
    public void ReceivedAnything(long now)
    {
        if (deadline != long.MaxValue)
            deadline = Math.Max(deadline, now + timeout);
    }
}
