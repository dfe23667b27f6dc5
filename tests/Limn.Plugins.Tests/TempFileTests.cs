using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

/// <summary>Looks at the temporary folder of this process, so nothing else may run beside it.</summary>
[Collection(nameof(MemoryTests))]
public sealed class TempFileTests
{
    [Theory]
    [InlineData(HubPhase.Uploaded, 200)]
    [InlineData(HubPhase.Uploading, 403)]
    [InlineData(HubPhase.Downloading, 404)]
    public async Task Run_leaves_no_file_behind(HubPhase phase, int status)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        hub.Interfere(phase, _ => Task.FromResult<HubReply?>(status == 200 ? null : HubReply.Refuse(status, "no")));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(2) });

        await run.Acknowledged.WaitAsync(Wait.Limit);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Failing_zip_leaves_no_file_behind()
    {
        var during = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => ExportResult.ZipAsync("x.zip", zip =>
        {
            during = Files().Length;
            throw new InvalidOperationException("broken");
        }));

        during.ShouldBe(1);
        Files().ShouldBeEmpty();
    }

    private static FileInfo[] Files() => PrivateTemp.Folder.GetFiles("limn-*");
}
