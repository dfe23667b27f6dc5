namespace Limn.SocketIO.Transports;

/// <summary>One way of carrying a session's frames.</summary>
internal abstract class Transport
{
    /// <summary>There is something to send, or the session closes.</summary>
    public abstract void Wake();

    /// <summary>The time for taking leave is over, or there is nobody to take leave of.</summary>
    public abstract void Abort();

    /// <summary>Called again and again by the shared timer.</summary>
    public virtual void Tick(long now)
    {
    }
}
