namespace Limn.SocketIO.Transports;

/// <content>How a websocket takes over.</content>
internal sealed partial class PollingTransport
{
    private WebSocketProbe? probe;
    private bool isProbed;
    private bool isRetired;

    private bool IsRetired
    {
        get
        {
            lock (gate)
                return isRetired;
        }
    }

    /// <summary>One websocket at a time may try to take over.</summary>
    public bool TryBeginProbe(WebSocketProbe candidate)
    {
        lock (gate)
        {
            if (isRetired || probe is not null || !session.IsOpen)
                return false;
            probe = candidate;
            return true;
        }
    }

    /// <summary>The probe was answered: from now on polls return at once, so that the client can pause polling.</summary>
    public void ReleasePolls()
    {
        lock (gate)
        {
            isProbed = true;
            Release();
        }
    }

    public void EndProbe()
    {
        lock (gate)
        {
            probe = null;
            isProbed = false;
        }
    }

    /// <summary>Ends polling for good.</summary>
    /// <returns>False while packets of a POST are being read: two readers would mix their packets up.</returns>
    public bool TryRetire()
    {
        lock (gate)
        {
            if (isPosting || !session.IsOpen)
                return false;
            isRetired = true;
            Release();
            return true;
        }
    }

    public override void Tick(long now)
    {
        WebSocketProbe? overdue;
        lock (gate)
            overdue = probe is not null && now >= probe.Deadline ? probe : null;
        overdue?.Abort();
    }
}
