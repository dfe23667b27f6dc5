using System.Net;
using System.Net.Sockets;
using Limn.SocketIO.Hosting;

namespace Limn.SocketIO.Sessions;

/// <summary>Counts sessions and handshakes per address. Safe for use by several threads.</summary>
internal sealed class AddressTable(SocketIOOptions options, TimeProvider time)
{
    private const int NetworkBytes = 8;
    private const double MinuteMilliseconds = 60_000;

    private readonly Dictionary<IPAddress, Entry> entries = [];

    public int Count
    {
        get
        {
            lock (entries)
                return entries.Count;
        }
    }

    /// <summary>Counts a session in.</summary>
    /// <returns>False when the address has as many as it may.</returns>
    public bool TryEnter(IPAddress? address)
    {
        lock (entries)
        {
            var entry = Find(address);
            if (entry.Sessions >= options.MaxSessionsPerAddress)
                return false;
            entry.Sessions++;
            return true;
        }
    }

    public void Leave(IPAddress? address)
    {
        lock (entries)
        {
            var entry = Find(address);
            entry.Sessions--;
            RemoveIfIdle(Key(address), entry);
        }
    }

    /// <summary>Takes one handshake off what the address may have at once.</summary>
    /// <returns>How long this one is to be delayed.</returns>
    public TimeSpan DelayOfHandshake(IPAddress? address)
    {
        if (options.HandshakesPerMinute == 0)
            return TimeSpan.Zero;
        lock (entries)
        {
            var entry = Find(address);
            Refill(entry);
            // A flood is not paid off later: the debt ends where the delay does.
            var perHandshake = MinuteMilliseconds / options.HandshakesPerMinute;
            entry.Allowance = Math.Max(entry.Allowance - 1, -options.MaxHandshakeDelay.TotalMilliseconds / perHandshake);
            return entry.Allowance >= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(-entry.Allowance * perHandshake);
        }
    }

    /// <summary>The handshake was an honest one.</summary>
    public void GiveBack(IPAddress? address)
    {
        if (options.HandshakesPerMinute == 0)
            return;
        lock (entries)
        {
            var entry = Find(address);
            entry.Allowance = Math.Min(entry.Allowance + 1, options.HandshakesPerMinute);
        }
    }

    /// <summary>Forgets addresses without sessions whose allowance is whole again.</summary>
    public void Forget()
    {
        lock (entries)
        {
            foreach (var (key, entry) in entries)
                RemoveIfIdle(key, entry);
        }
    }

    private Entry Find(IPAddress? address)
    {
        var key = Key(address);
        if (!entries.TryGetValue(key, out var entry))
            entries[key] = entry = new Entry { Allowance = options.HandshakesPerMinute, Refilled = time.GetTimestamp() };
        return entry;
    }

    private void Refill(Entry entry)
    {
        var now = time.GetTimestamp();
        var gained = time.GetElapsedTime(entry.Refilled, now).TotalMinutes * options.HandshakesPerMinute;
        entry.Allowance = Math.Min(entry.Allowance + gained, options.HandshakesPerMinute);
        entry.Refilled = now;
    }

    private void RemoveIfIdle(IPAddress key, Entry entry)
    {
        Refill(entry);
        if (entry.Sessions == 0 && entry.Allowance >= options.HandshakesPerMinute)
            entries.Remove(key);
    }

    // One customer usually has a whole /64 network of IPv6 addresses.
    private static IPAddress Key(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Entry
    {
        public int Sessions { get; set; }

        public double Allowance { get; set; }

        public long Refilled { get; set; }
    }
}
