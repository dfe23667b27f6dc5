using Limn.SocketIO.ConformanceHost;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Conformance;

[Collection(nameof(AloneCollection))]
public sealed class ConformanceTests
{
    private const int Runs = 5;

    [Fact]
    public async Task Assertions_of_both_protocol_suites_hold_five_times_in_a_row()
    {
        await using var host = ConformanceServer.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var url = host.Urls.Single();

        for (var run = 1; run <= Runs; run++)
        {
            var result = await Script.NodeAsync(url, "--test", "--test-reporter=tap", "conformance/engine.test.js", "conformance/socket.test.js");

            result.ExitCode.ShouldBe(0, $"run {run}: {result.Output}");
            result.Output.ShouldContain("# pass 56");
        }
    }
}
