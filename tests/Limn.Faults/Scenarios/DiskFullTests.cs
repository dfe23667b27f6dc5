using System.Net;
using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>The disk runs full under an upload, an export and the database, and has room again later.</summary>
public sealed class DiskFullTests
{
    private const int Megabytes = 96;

    [Fact]
    public async Task Disk_is_full_during_an_upload()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var server = await StartAsync(disk);
        var project = (await server.Process.Api.PostAsync("/v2/project", new { name = "Upload" })).Data.GetProperty("project").GetProperty("_id").GetString();
        var address = (await server.Process.Api.GetAsync($"/v2/getUploadUrl?project={project}&name=a.bin")).Data.GetProperty("uploadUrl").GetString()!;

        await disk.FillAsync(leaving: 4 << 20);
        var refused = await PutAsync(server, address, 16 << 20);
        disk.Free();
        var taken = await PutAsync(server, address, 16 << 20);

        refused.Status.ShouldBe(HttpStatusCode.InsufficientStorage, refused.Text);
        taken.Status.ShouldBe(HttpStatusCode.OK, taken.Text);
        await server.Load.MoreAsync(10);
        await server.Check.ConcludeAsync("disk full, upload", 0);
    }

    [Fact]
    public async Task Disk_is_full_during_an_export()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var server = await StartAsync(disk);
        var project = await AddLargeProjectAsync(server);

        await disk.FillAsync(leaving: 1 << 20);
        var started = await server.Process.Api.PostAsync($"/v2/project/{project}/exports", new { });
        await Eventually.TrueAsync(
            () => Task.FromResult(started.Status != HttpStatusCode.Accepted || server.Process.Log().Contains("No space left", StringComparison.Ordinal) || server.Process.Log().Contains("is full", StringComparison.Ordinal)),
            () => $"the export meets the end of the disk:\n{server.Process.Log()}");
        disk.Free();

        await Eventually.TrueAsync(async () => (await server.Process.Api.PostAsync($"/v2/project/{project}/exports", new { })).Status == HttpStatusCode.Accepted, "exports start again");
        await server.Load.MoreAsync(10);
        await server.Check.ConcludeAsync("disk full, export", 0);
    }

    [Fact]
    public async Task Disk_is_full_under_the_database()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var server = await StartAsync(disk);
        for (var round = 0; round < Dose.Rounds; round++)
        {
            await disk.FillAsync(leaving: 0);
            await Eventually.TrueAsync(
                async () => (await server.Process.Api.PostAsync("/v2/project", new { name = "One more" })).Status == HttpStatusCode.InsufficientStorage, "the database is full");
            (await server.Process.Api.GetAsync("/v2/listProjects")).Status.ShouldBe(HttpStatusCode.OK, "reading goes on");
            disk.Free();
            await server.Load.MoreAsync(20);
        }

        await server.Check.ConcludeAsync("disk full, database", 0);
    }

    private static Task<FaultyServer> StartAsync(SmallDisk disk) =>
        FaultyServer.StartAsync(new ServerSettings { DataDirectory = Path.Combine(disk.Path, "data"), Environment = new Dictionary<string, string> { ["TMPDIR"] = disk.Path } });

    private static async Task<ApiAnswer> PutAsync(FaultyServer server, string address, int bytes)
    {
        using var body = new ByteArrayContent(new byte[bytes]);
        return await server.Process.Api.SendAsync(HttpMethod.Put, address, body);
    }

    // Its export does not fit into what is left.
    private static async Task<string> AddLargeProjectAsync(FaultyServer server)
    {
        var project = (await server.Process.Api.PostAsync("/v2/project", new { name = "Large" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        var noise = new byte[6_000];
        Random.Shared.NextBytes(noise);
        var assets = Enumerable.Range(0, 1_000).Select(number =>
        {
            Random.Shared.NextBytes(noise);
            return new { data = $"https://pictures.example.org/large/{number}.png", externalId = $"{number}", contextData = new { noise = Convert.ToBase64String(noise) } };
        });
        (await server.Process.Api.PostAsync($"/v2/project/{project}/cloud", new { assets })).Status.ShouldBe(HttpStatusCode.Created);
        return project;
    }
}
