using System.Net;
using System.Net.Sockets;

namespace Limn.Server.Tests.Storage.Servers;

/// <summary>Passes connections on to a server, and cuts them when it was told to.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private readonly Task accepting;
    private readonly Lock guard = new();
    private Cut? cut;

    public BreakingProxy(Uri target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>How often it has cut a connection.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts one connection, after so many bytes of answers.</summary>
    public void CutAnswerOnce(long after) => cut = new Cut(IsAnswer: true, after, ForGood: false);

    /// <summary>Cuts a connection after so many bytes of requests, and every one after it.</summary>
    public void CutRequestsForGood(long after) => cut = new Cut(IsAnswer: false, after, ForGood: true);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using var server = new TcpClient();
        using (caller)
        {
            try
            {
                await server.ConnectAsync(target.Host, target.Port, stop.Token);
                await Task.WhenAny(PassAsync(caller, server, isAnswer: false), PassAsync(server, caller, isAnswer: true));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                // Disposed, or the server is gone.
            }
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, bool isAnswer)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is var read and > 0 && MayPass(isAnswer, read))
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side ended it.
        }
    }

    private bool MayPass(bool isAnswer, int count)
    {
        lock (guard)
        {
            if (cut is null || cut.IsAnswer != isAnswer)
            {
                return true;
            }

            cut = cut with { After = Math.Max(0, cut.After - count) };
            if (cut.After > 0)
            {
                return true;
            }

            Cuts++;
            cut = cut.ForGood ? cut : null;
            return false;
        }
    }

    private sealed record Cut(bool IsAnswer, long After, bool ForGood);
}
