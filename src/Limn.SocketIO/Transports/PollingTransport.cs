using System.Buffers;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>
/// Carries a session over HTTP: GET waits for frames, POST brings some. At most one of each runs at a time, and each is
/// answered exactly once.
/// </summary>
internal sealed partial class PollingTransport(EngineSession session, EngineServer server) : Transport
{
    private readonly object gate = new();
    private TaskCompletionSource? waitingPoll;
    private bool isPolling;
    private bool isPosting;
    private bool isCorked;

    /// <summary>Answers a GET as soon as there is something to say.</summary>
    public async Task PollAsync(HttpContext context)
    {
        if (!TryBegin(ref isPolling))
        {
            await RefuseSecondAsync(context);
            return;
        }
        if (!await WaitForOutputAsync(context.RequestAborted))
            return;
        var body = CollectBody(out var isLast);
        // The client may poll again once it has the answer, so the poll is over before the answer leaves.
        EndPoll(isLast);
        await EngineResponse.WriteAsync(context, body.Bytes);
        body.Return();
    }

    /// <summary>Takes the packets of a POST.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (!TryBegin(ref isPosting))
        {
            await RefuseSecondAsync(context);
            return;
        }
        var error = await ReceiveAsync(context.Request);
        if (error is not null)
            session.Close(DisconnectReason.ParseError);
        lock (gate)
        {
            isPosting = false;
            isCorked = false;
        }
        Wake();
        if (error is null)
            await EngineResponse.WriteAsync(context, EngineResponse.Ok);
        else
            await EngineResponse.RefuseAsync(context, error);
    }

    public override void Wake()
    {
        bool isAbandoned;
        WebSocketProbe? orphan;
        lock (gate)
        {
            if (isCorked && session.IsOpen)
                return;
            Release();
            orphan = session.IsOpen ? null : probe;
            isAbandoned = !session.IsOpen && !isPolling && !isRetired && !session.IsTakingLeave;
        }
        orphan?.Abort();
        if (isAbandoned)
            server.Remove(session);
    }

    public override void Abort()
    {
        Wake();
        if (!IsRetired)
            server.Remove(session);
    }

    private bool TryBegin(ref bool isBusy)
    {
        lock (gate)
        {
            if (isBusy || isRetired)
                return false;
            return isBusy = true;
        }
    }

    private async Task<bool> WaitForOutputAsync(CancellationToken aborted)
    {
        Task waiting;
        lock (gate)
        {
            if (isRetired || isProbed || (session.HasOutput && !isCorked))
                return true;
            waitingPoll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = waitingPoll.Task;
        }
        try
        {
            await waiting.WaitAsync(aborted);
            return true;
        }
        catch (OperationCanceledException)
        {
            Abandon();
            return false;
        }
    }

    // Who waits for an answer no more has lost what was sent in it, and with it the order of packets.
    private void Abandon()
    {
        lock (gate)
        {
            isPolling = false;
            waitingPoll = null;
            if (isRetired)
                return;
        }
        session.Close(DisconnectReason.TransportClose);
        server.Remove(session);
    }

    private OutboundFrame CollectBody(out bool isLast)
    {
        var output = RentedWriter.Take(0);
        var isFirst = true;
        while (!IsRetired && session.TryTake(out var frame))
        {
            Separate(output, ref isFirst);
            if (frame.IsBinary)
                EnginePayload.WriteBase64(frame.Bytes.Span, output);
            else
                output.Write(frame.Bytes.Span);
            session.Sent(frame);
        }
        // Clients handle a close packet before what stands in front of it, so last words have an answer of their own.
        isLast = !session.IsOpen && (isFirst || !session.IsTakingLeave);
        if (isLast && session.Ending != DisconnectReason.TransportClose)
        {
            Separate(output, ref isFirst);
            output.Write("1"u8);
        }
        else if (isFirst)
        {
            output.Write("6"u8);
        }
        return output.ToFrame();
    }

    private static void Separate(RentedWriter output, ref bool isFirst)
    {
        if (!isFirst)
            output.Write([EnginePayload.Separator]);
        isFirst = false;
    }

    private void EndPoll(bool isLast)
    {
        lock (gate)
            isPolling = false;
        if (!IsRetired && (isLast || (!session.IsOpen && !session.IsTakingLeave)))
            server.Remove(session);
    }

    private void Release()
    {
        waitingPoll?.TrySetResult();
        waitingPoll = null;
    }

    private async Task<EngineError?> ReceiveAsync(HttpRequest request)
    {
        // A binary body belongs to an older protocol (CVE-2026-59725).
        if (request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true)
            return EngineError.BadRequest;
        var (body, error) = await PollingBody.ReadAsync(request, server.Options.MaxPayload);
        if (error is not null)
            return error;
        do
        {
            if (!EnginePayload.TryRead(ref body, out var packet))
                return EngineError.BadRequest;
            await ReceiveAsync(packet);
        }
        while (!body.IsEmpty);
        return !session.IsOpen && session.Ending == DisconnectReason.ParseError ? EngineError.BadRequest : null;
    }

    // What the handlers answer to one body leaves together, unless a handler takes its time.
    private async ValueTask ReceiveAsync(EnginePacket packet)
    {
        Cork(true);
        var received = session.ReceiveAsync(packet);
        if (received.IsCompleted)
        {
            await received;
            return;
        }
        Cork(false);
        Wake();
        await received;
    }

    private void Cork(bool isOn)
    {
        lock (gate)
            isCorked = isOn;
    }

    private Task RefuseSecondAsync(HttpContext context)
    {
        // A request that comes too late for polling does no harm to the websocket that took over.
        if (!IsRetired)
            session.Close(DisconnectReason.TransportError);
        return EngineResponse.RefuseAsync(context, EngineError.BadRequest);
    }
}
