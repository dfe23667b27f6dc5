using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Limn.Faults.Means;

/// <summary>The network between the server and its database: passes bytes on, late if so told, and can be cut.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly ConcurrentDictionary<TcpClient, bool> open = [];
    private volatile int target;
    private readonly Task accepting;
    private long delay;
    private volatile bool isCut;

    /// <param name="target">The port of this machine that it leads to.</param>
    /// <param name="address">The address at which it is reached; loopback if null.</param>
    public Cable(int target, IPAddress? address = null)
    {
        this.target = target;
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Leads elsewhere from now on, as a floating address does after a failover.</summary>
    public void LeadTo(int port)
    {
        target = port;
        Break();
    }

    /// <summary>How late everything arrives.</summary>
    public TimeSpan Delay
    {
        set => Interlocked.Exchange(ref delay, value.Ticks);
    }

    /// <summary>The connection string of a database at the far end, for whoever comes through here.</summary>
    public string Reach(string database, IPAddress? address = null) => new NpgsqlConnectionStringBuilder(database)
    {
        Host = $"{address ?? IPAddress.Loopback}", Port = Port,
    }.ConnectionString;

    /// <summary>Breaks all connections and lets no new one through.</summary>
    public void Cut()
    {
        isCut = true;
        Break();
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => isCut = false;

    /// <summary>Breaks all connections; new ones come through.</summary>
    public void Break()
    {
        foreach (var (client, _) in open)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        await accepting;
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Taken away.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        open[client] = true;
        open[server] = true;
        try
        {
            if (!isCut)
            {
                await server.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(PassAsync(client, server), PassAsync(server, client));
            }
        }
        catch (SocketException)
        {
            // Nobody listens there now.
        }

        client.Close();
        open.TryRemove(client, out _);
        open.TryRemove(server, out _);
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var read and > 0)
            {
                await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref delay)));
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken.
        }
    }
}
