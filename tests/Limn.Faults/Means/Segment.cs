using System.Diagnostics;
using System.Net;
using Xunit;

namespace Limn.Faults.Means;

/// <summary>A network of its own for one process, joined to this machine's by a cable that can be pulled. Only root can make one.</summary>
internal sealed class Segment : IAsyncDisposable
{
    private readonly string name = $"limn{Guid.NewGuid().ToString("N")[..6]}";
    private readonly int network = Random.Shared.Next(16, 240);

    private Segment()
    {
    }

    /// <summary>This machine's address, as it is seen from inside.</summary>
    public IPAddress Outside => IPAddress.Parse($"10.213.{network}.1");

    /// <summary>The address inside.</summary>
    public IPAddress Inside => IPAddress.Parse($"10.213.{network}.2");

    /// <summary>What a process inside is started with.</summary>
    public IReadOnlyList<string> Within => ["ip", "netns", "exec", name];

    /// <summary>Skips the test where there can be none.</summary>
    public static async Task<Segment> CreateAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/ip"), "Only root on Linux can make a network: apt-get install iproute2.");
        var segment = new Segment();
        Assert.SkipUnless(await segment.TryBuildAsync(), "This machine lets nobody make a network.");
        return segment;
    }

    /// <summary>Pulls the cable: nothing comes through, and nobody is told.</summary>
    public Task CutAsync() => RunAsync("link", "set", $"{name}o", "down");

    /// <summary>Plugs the cable in again.</summary>
    public Task MendAsync() => RunAsync("link", "set", $"{name}o", "up");

    public async ValueTask DisposeAsync()
    {
        await RunAsync("link", "delete", $"{name}o");
        await RunAsync("netns", "delete", name);
    }

    private async Task<bool> TryBuildAsync() =>
        await RunAsync("netns", "add", name)
        && await RunAsync("link", "add", $"{name}o", "type", "veth", "peer", "name", $"{name}i", "netns", name)
        && await RunAsync("address", "add", $"{Outside}/30", "dev", $"{name}o")
        && await RunAsync("link", "set", $"{name}o", "up")
        && await RunAsync("-n", name, "address", "add", $"{Inside}/30", "dev", $"{name}i")
        && await RunAsync("-n", name, "link", "set", $"{name}i", "up")
        && await RunAsync("-n", name, "link", "set", "lo", "up");

    private static async Task<bool> RunAsync(params string[] arguments)
    {
        using var process = Process.Start("/usr/sbin/ip", arguments);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
