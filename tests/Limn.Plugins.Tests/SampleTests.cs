using System.Diagnostics;
using System.IO.Compression;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

/// <summary>The plugins that newcomers start from, run as they run them.</summary>
public sealed class SampleTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Csharp_sample_exports_boxes_and_ends_its_run_before_it_stops()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Plugin(Sample.Id, Sample.Secret);
        var isExporting = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        hub.Interfere(HubPhase.Exporting, async _ =>
        {
            isExporting.SetResult();
            await release.Task;
            return null;
        });
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ExportPluginSample.dll")])
        {
            Environment = { ["HOST"] = hub.Address.AbsoluteUri, ["PLUGIN_ID"] = Sample.Id, ["PLUGIN_SECRET"] = Sample.Secret },
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEndAsync();

        var run = await hub.StartExportAsync(
            Sample.Id, new ExportInput { Records = Sample.Records(2), Config = """{"separator":";"}""" }).WaitAsync(Limit);
        await isExporting.Task.WaitAsync(Limit);
        using var terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await terminate.WaitForExitAsync();
        release.SetResult();
        await run.EndAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);

        run.ReadText("boxes.csv").ShouldBe("asset;class;left;top;width;height\n1.png;Car;1;2;3;4\n2.png;Car;2;2;3;4\n");
        run.LogTexts[^1].ShouldBe("INFO 2 boxes of 2 tasks");
        process.ExitCode.ShouldBe(0);
        (await log).ShouldContain("Stopping: 1 runs have 00:00:30 to end.");
        (await log).ShouldNotContain(Sample.Secret);
    }

    [Theory]
    [InlineData("""{"separator":";"}""", ';', "INFO 2 boxes of 2 tasks")]
    [InlineData("""{"separator":7}""", ',', "WARNING separator must be a single character; a comma is used\nINFO 2 boxes of 2 tasks")]
    public async Task Python_sample_writes_the_same_table(string config, char separator, string log)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed.");
        var folder = Repository.Find("samples/export-plugin-python/boxes_plugin.py");
        var output = Directory.CreateTempSubdirectory("sample-");
        var start = new ProcessStartInfo(Python, [folder])
        {
            Environment =
            {
                ["HOST"] = "http://localhost", ["PLUGIN_ID"] = "p", ["PLUGIN_SECRET"] = "s", ["CONFIG"] = config, ["OUT"] = output.FullName,
                ["PYTHONPATH"] = Repository.Find("tests/Limn.Plugins.Tests/python"), ["PYTHONDONTWRITEBYTECODE"] = "1",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        foreach (var record in Sample.Records(2))
            await process.StandardInput.WriteLineAsync(record);
        process.StandardInput.Close();
        (await process.StandardOutput.ReadToEndAsync()).Trim().ShouldBe(log);
        await process.WaitForExitAsync().WaitAsync(Limit);

        process.ExitCode.ShouldBe(0);
        using var zip = ZipFile.OpenRead(Path.Combine(output.FullName, "p7.zip"));
        using var text = new StreamReader(zip.GetEntry("boxes.csv")!.Open());
        (await text.ReadToEndAsync()).ShouldBe(
            "asset,class,left,top,width,height\n1.png,Car,1,2,3,4\n2.png,Car,2,2,3,4\n".Replace(',', separator));
    }
}
