using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Cluster;

/// <summary>Settings of a cluster that cannot work stop the process at its start, with one line that says which.</summary>
public sealed class ClusterOptionsTests
{
    [Theory]
    [InlineData("Limn:Cluster:Enabled", "true", "Limn:Cluster:Enabled needs PostgreSQL in Limn:Database: SQLite serves one process.")]
    [InlineData("Limn:Cluster:Address", "here", "Limn:Cluster:Address is not an IP address: here.")]
    [InlineData("Limn:Cluster:ProbeTimeout", "00:00:00", "Limn:Cluster:ProbeTimeout must be greater than zero.")]
    [InlineData("Limn:Cluster:DrainDelay", "-00:00:01", "Limn:Cluster:DrainDelay must not be negative.")]
    [InlineData("Limn:Jobs:Lease", "00:00:01", "Limn:Jobs:Lease must be at least 00:00:03.")]
    public async Task Setting_that_cannot_work_stops_the_start(string key, string value, string expected)
    {
        var (exitCode, output) = await ServerProcess.RunToEndAsync(new ServerSettings { Further = new Dictionary<string, string> { [key] = value } });

        exitCode.ShouldBe(1);
        output.Trim().ShouldBe($"limn: Wrong configuration: {expected}");
    }
}
