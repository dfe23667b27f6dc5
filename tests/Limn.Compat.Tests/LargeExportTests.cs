using System.Globalization;
using System.IO.Compression;
using System.Text;
using Limn.Compat.Tests.Support;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Compat.Tests;

/// <summary>The memory of the server does not grow with the size of an export.</summary>
public sealed class LargeExportTests(ITestOutputHelper output)
{
    private const int TaskCount = 100_000;
    private const int TasksPerRequest = 10_000;
    private const int BoxesPerTask = 5;
    private const int GrowthLimit = 100; // MB

    [Fact]
    public async Task Hundred_thousand_tasks_pass_through_a_plugin_in_flat_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak memory of a process is read from /proc.");
        await using var hub = await ServerProcess.StartAsync();
        var project = await FillProjectAsync(hub.Api);
        await hub.KillAndStartAsync();
        var plugin = await HubPlugin.CreateAsync(hub.Api);
        await using var script = Script.Start(
            Script.Python, "python/boxes_plugin.py", [], plugin.Environment(hub.Address.ToString().TrimEnd('/')));
        await plugin.WaitUntilLiveAsync();
        var before = PeakMemory(hub.ProcessId);

        var session = await plugin.RunAsync(project);

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        var after = PeakMemory(hub.ProcessId);
        output.WriteLine($"Export of {TaskCount} tasks by a plugin: peak memory of the server {before} MB before, {after} MB after, {after - before} MB more");
        (after - before).ShouldBeLessThan(GrowthLimit);
        CountBoxes(await plugin.DownloadAsync(session)).ShouldBe(TaskCount * BoxesPerTask);
    }

    private static async Task<string> FillProjectAsync(ApiClient api)
    {
        var project = (await api.PostAsync("/v2/project", new { name = "Large" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        var box = new Dictionary<string, string> { ["tool"] = "bounding-box", ["title"] = "Cell", ["schemaId"] = "cell" };
        await api.PostAsync($"/v2/project/{project}", new { categorySchema = new { tools = new[] { box } } });
        foreach (var numbers in Enumerable.Range(0, TaskCount).Chunk(TasksPerRequest))
        {
            using var body = new StringContent(Assets(numbers), Encoding.UTF8, "application/json");
            var reply = (await api.PostAsync($"/v2/project/{project}/cloud", body)).Data.GetProperty("assets");
            reply.GetProperty("validPreLabelsCount").GetInt32().ShouldBe(TasksPerRequest * BoxesPerTask, reply.ToString());
        }

        return project;
    }

    private static string Assets(IEnumerable<int> numbers) =>
        $$"""{"assets":[{{string.Join(',', numbers.Select(number => $$"""{"data":"https://pictures.example.com/{{number}}.png","externalId":"{{number}}.png","objects":[{{Boxes}}]}"""))}}]}""";

    private static readonly string Boxes = string.Join(',', Enumerable.Range(1, BoxesPerTask).Select(
        number => $$$"""{"schemaId":"cell","bounding-box":{"x":{{{number}}}.5,"y":{{{number}}},"width":30.25,"height":40}}"""));

    private static int CountBoxes(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.GetEntry("boxes.csv")!.Open());
        var lines = 0;
        while (reader.ReadLine() is not null)
        {
            lines++;
        }

        return lines - 1;
    }

    /// <summary>The most physical memory that the process ever held, in MB, as the kernel counts it.</summary>
    private static int PeakMemory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024;
    }
}
