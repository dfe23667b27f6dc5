using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Xunit;

[assembly: AssemblyFixture(typeof(HastyApplication))]

namespace Limn.Server.Tests.Plugins;

/// <summary>A server whose clocks of plugins run out within seconds, for tests of what happens then.</summary>
public sealed class HastyApplication : IAsyncLifetime
{
    public LimnApplication Limn { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Limn = await LimnApplication.StartAsync(limn => limn
        .With("Limn:Plugins:AckWait", "00:00:00.500")
        .With("Limn:Plugins:OfflineWait", "00:00:01")
        .With("Limn:Plugins:ReconnectGrace", "00:00:01")
        .With("Limn:Plugins:RefusedCallWait", "00:00:01")
        .With("Limn:Plugins:FirstHeartbeat", "00:00:03")
        .With("Limn:Plugins:RunKeyGrace", "00:00:01")
        .With("Limn:Plugins:ActivityInterval", "00:00:00.200")
        .With("Limn:Plugins:ProbeInterval", "00:00:00.300")
        .With("Limn:Plugins:ConnectRetryDelay", "00:00:00.200")
        .With("Limn:Plugins:Export:Orphan", "00:00:02")
        .With("Limn:AllowedHosts:0", "127.0.0.0/8"));

    public ValueTask DisposeAsync() => Limn.DisposeAsync();
}
