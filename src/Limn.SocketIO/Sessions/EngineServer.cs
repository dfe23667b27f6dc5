using System.Collections.Concurrent;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Transports;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Sessions;

/// <summary>All sessions of one endpoint, and the one timer that serves them.</summary>
internal sealed class EngineServer : IDisposable
{
    // A heartbeat is late by at most this part of itself.
    private const int StepsPerInterval = 10;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);
    private static long sessionNumbers;

    private readonly ConcurrentDictionary<SessionId, EngineSession> sessions = [];
    private readonly Func<EngineSession, SessionHandler> newHandler;
    private readonly OpenFrames openFrames;
    private readonly ITimer timer;
    private volatile bool isDraining;
    private int reserved;
    private int isTicking;

    public EngineServer(EngineServices services, Func<EngineSession, SessionHandler> newHandler)
    {
        Options = services.Options;
        Logger = services.Logger;
        Metrics = services.Metrics;
        Time = services.Time;
        this.newHandler = newHandler;
        openFrames = new OpenFrames(Options);
        Addresses = new AddressTable(Options, Time);
        var shortest = Options.PingInterval < Options.PingTimeout ? Options.PingInterval : Options.PingTimeout;
        var step = TimeSpan.FromTicks(Math.Clamp(shortest.Ticks / StepsPerInterval, ShortestStep.Ticks, LongestStep.Ticks));
        timer = Time.CreateTimer(static server => ((EngineServer)server!).Tick(), this, step, step);
    }

    public SocketIOOptions Options { get; }

    public ILogger Logger { get; }

    public SocketIOMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public AddressTable Addresses { get; }

    /// <summary>Sessions, and handlers of sockets, that have not ended yet.</summary>
    public LiveCount Live { get; } = new();

    /// <summary>Sessions that are open or take leave.</summary>
    public int SessionCount => sessions.Count;

    /// <summary>Milliseconds of a clock that never goes back.</summary>
    public long Now => Time.GetTimestamp() / (Time.TimestampFrequency / 1000);

    public static long NextSessionNumber() => Interlocked.Increment(ref sessionNumbers);

    public Heartbeat NewHeartbeat() =>
        new((long)Options.PingInterval.TotalMilliseconds, (long)Options.PingTimeout.TotalMilliseconds, Now);

    public SessionHandler NewHandler(EngineSession session) => newHandler(session);

    /// <summary>Takes a place for a session; <see cref="Release"/> gives it back, or <see cref="Remove"/> of the session does.</summary>
    public Admission Admit(SocketHandshake handshake)
    {
        if (isDraining)
            return Admission.ServerFull;
        if (Interlocked.Increment(ref reserved) > Options.MaxSessions)
        {
            Interlocked.Decrement(ref reserved);
            return Admission.ServerFull;
        }
        if (Addresses.TryEnter(handshake.RemoteAddress))
            return Admission.Granted;
        Interlocked.Decrement(ref reserved);
        return Admission.AddressFull;
    }

    public void Release(SocketHandshake handshake)
    {
        Addresses.Leave(handshake.RemoteAddress);
        Interlocked.Decrement(ref reserved);
    }

    /// <summary>How long an address that knocks too often has to wait for its handshake.</summary>
    public TimeSpan DelayOf(SocketHandshake handshake) =>
        handshake.IsAuthenticated ? TimeSpan.Zero : Addresses.DelayOfHandshake(handshake.RemoteAddress);

    /// <summary>Opens a session in an admitted place.</summary>
    public void Open(EngineSession session, Transport transport, bool isUpgradable)
    {
        Live.Enter();
        Metrics.SessionOpened();
        SessionLog.SessionOpened(Logger, session.Number, isUpgradable ? "polling" : "websocket");
        session.Open(transport, openFrames.For(session.Id, isUpgradable));
        sessions[session.Id] = session;
        // A drain that began meanwhile has not seen this session.
        if (isDraining)
            session.Close(DisconnectReason.ServerShutdown);
    }

    public EngineSession? Find(SessionId id) => sessions.GetValueOrDefault(id);

    /// <summary>Forgets a session whose transport has come to its end.</summary>
    public void Remove(EngineSession session)
    {
        if (!sessions.TryRemove(session.Id, out _))
            return;
        Release(session.Handshake);
        Metrics.SessionRemoved();
        Live.Leave();
    }

    /// <summary>Admits nobody any more, closes all sessions, and waits until they and their handlers have ended.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        isDraining = true;
        foreach (var (_, session) in sessions)
            session.Close(DisconnectReason.ServerShutdown);
        return Live.WhenZeroAsync(cancellationToken);
    }

    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        // A tick that takes longer than a step is not joined by a second one.
        if (Interlocked.Exchange(ref isTicking, 1) == 1)
            return;
        var now = Now;
        foreach (var (_, session) in sessions)
            Tick(session, now);
        Addresses.Forget();
        Volatile.Write(ref isTicking, 0);
    }

    private void Tick(EngineSession session, long now)
    {
        try
        {
            session.Tick(now);
        }
        catch (Exception exception)
        {
            // One session's trouble must neither end the process nor the heartbeat of all others.
            SessionLog.TimerFailed(Logger, session.Number, exception);
            session.Transport.Abort();
        }
    }
}
