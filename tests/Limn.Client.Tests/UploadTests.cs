using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

public sealed class UploadTests
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(300_000);

    [Fact]
    public async Task File_travels_with_its_length_and_without_type_and_key()
    {
        byte[]? stored = null;
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapPut("/f", async (HttpRequest request) => stored = await ReadAsync(request)));
        using var client = hub.Client;

        await client.UploadAsync(new Uri(hub.Address, "/f?t=a%2Fb"), new MemoryStream(File));

        stored.ShouldBe(File);
        var seen = hub.Seen.Single();
        (seen.Query, seen.ApiKey, seen.ContentType, seen.ContentLength).ShouldBe(("?t=a%2Fb", "", null, File.Length));
    }

    [Fact]
    public async Task Passing_failure_rewinds_the_stream()
    {
        byte[]? stored = null;
        await using var hub = await StubHub.StartAsync((app, hub) => app.MapPut("/f", async (HttpRequest request) =>
        {
            stored = await ReadAsync(request);
            return hub.Seen.Count < 3 ? Results.StatusCode(503) : Results.Ok();
        }));
        using var client = hub.Client;
        using var content = new MemoryStream(File) { Position = 1000 };

        await client.UploadAsync(new Uri(hub.Address, "/f"), content);

        stored.ShouldBe(File[1000..]);
        hub.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Refusal_is_an_exception()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPut("/f", () => Results.StatusCode(403)));
        using var client = hub.Client;

        using var content = new MemoryStream(File);
        var failure = await Should.ThrowAsync<LimnApiException>(() => client.UploadAsync(new Uri(hub.Address, "/f"), content));

        failure.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Empty_file_has_length_zero()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPut("/f", () => Results.Ok()));
        using var client = hub.Client;

        await client.UploadAsync(new Uri(hub.Address, "/f"), new MemoryStream());

        hub.Seen.Single().ContentLength.ShouldBe(0);
    }

    [Theory]
    [InlineData("my export [1].zip", "my export [1].zip")]
    [InlineData("a&b#c+d.zip", "a&b#c+d.zip")]
    public async Task Name_of_the_file_arrives_whatever_it_holds(string name, string arrives)
    {
        string? seenName = null;
        string? seenProject = null;
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/v2/getUploadUrl", (string name, string project) =>
        {
            (seenName, seenProject) = (name, project);
            return Results.Json(StubHub.Success(new JsonObject { ["uploadUrl"] = "http://h/files/x.zip?t=1" }), statusCode: 201);
        }));
        using var client = hub.Client;

        var address = await client.GetUploadUrlAsync(new FilePlace { Name = name, ProjectId = "p", Kind = FileKind.Export });

        address.ShouldBe(new Uri("http://h/files/x.zip?t=1"));
        (seenName, seenProject).ShouldBe((arrives, "p"));
    }

    [Fact]
    public async Task Files_are_uploaded_and_registered_in_their_order()
    {
        var folder = Directory.CreateTempSubdirectory("limn-upload-");
        var paths = Enumerable.Range(0, 7).Select(i => Path.Combine(folder.FullName, $"picture {i}.png")).ToList();
        foreach (var path in paths)
            await System.IO.File.WriteAllTextAsync(path, path);
        var stored = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        await using var hub = await StubHub.StartAsync((app, hub) =>
        {
            app.MapGet("/v2/project/p", () =>
                StubHub.Success(JsonNode.Parse("""{"project":{"_id":"p","batches":[{"_id":"b1","name":"Pilot"}]}}""")!));
            app.MapGet("/v2/getUploadUrl", (string name) =>
                StubHub.Success(new JsonObject { ["uploadUrl"] = $"{hub.Address}files/{name}?t=1" }));
            app.MapPut("/files/{name}", async (string name, HttpRequest request) =>
            {
                stored[name] = await new StreamReader(request.Body).ReadToEndAsync();
            });
            app.MapPost("/v2/project/p/cloud", () =>
                StubHub.Success(JsonNode.Parse("""{"assets":{"assetsCreated":7,"tasksCreated":7}}""")!));
        });
        using var client = hub.Client;

        var files = paths.Select(path => new AssetFile { Path = path });
        var result = await client.UploadFilesAsync("p", files, new AssetImport { Batches = ["Pilot"] });

        folder.Delete(recursive: true);
        result.AssetsCreated.ShouldBe(7);
        var registration = hub.Seen.Single(r => r.Method == "POST");
        Uri.UnescapeDataString(registration.Query).ShouldBe("?batches=[\"b1\"]");
        registration.Json["uploadLocal"]!.GetValue<string>().ShouldBe("true");
        var assets = registration.Json["assets"]!.AsArray();
        assets.Select(a => a!["externalId"]!.GetValue<string>()).ShouldBe(paths.Select(Path.GetFileName));
        assets.Select(a => stored[a!["data"]!.GetValue<string>().Split('/')[^1]]).ShouldBe(paths);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
