using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

public sealed class EnvelopeTests
{
    [Fact]
    public async Task Key_travels_in_the_header_apikey()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/x", () => StubHub.Success(new JsonObject { ["a"] = 1 })));
        using var client = hub.Client;

        var data = await client.CallAsync(HttpMethod.Get, "/v2/x");

        data.GetProperty("a").GetInt32().ShouldBe(1);
        hub.Seen.Single().ApiKey.ShouldBe("key-1");
    }

    [Fact]
    public async Task White_space_before_the_brace_is_passed_over()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/export", () => Results.Text(
                "    \n " + """{"status":"success","data":{"exportPath":"http://h/x.zip?t=1","taskCount":7}}""")));
        using var client = hub.Client;

        var link = await client.RequestExportAsync(new ExportQuery { ProjectId = "p" });

        link.ShouldBe(new ExportLink(new Uri("http://h/x.zip?t=1"), 7));
    }

    [Theory]
    [InlineData(403, """{"status":"fail","message":"You may not export."}""", "You may not export.")]
    [InlineData(200, """{"status":"fail","message":"Unknown storage."}""", "Unknown storage.")]
    [InlineData(200, """{"status":"error","message":"Broken."}""", "Broken.")]
    [InlineData(500, """{"error":{"statusCode":500}}""", """{"error":{"statusCode":500}}""")]
    [InlineData(500, "null", "null")]
    public async Task Refusal_carries_status_and_the_hubs_message(int status, string body, string message)
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/x", () => Results.Text(body, statusCode: status)));
        using var client = hub.Client;

        var failure = await Should.ThrowAsync<LimnApiException>(() => client.CallAsync(HttpMethod.Post, "/v2/x?secret=1"));

        failure.Status.ShouldBe(status);
        failure.ServerMessage.ShouldBe(message);
        failure.Message.ShouldBe($"POST /v2/x answered {status}: {message}");
    }

    [Fact]
    public async Task Page_of_a_proxy_is_quoted_in_short()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapPost("/v2/x", () => Results.Text("<html>" + new string('x', 5000), statusCode: 413)));
        using var client = hub.Client;

        var failure = await Should.ThrowAsync<LimnApiException>(() => client.CallAsync(HttpMethod.Post, "/v2/x"));

        failure.ServerMessage.ShouldStartWith("the reply is no JSON: <html>");
        failure.ServerMessage.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task Redirect_is_told_and_not_followed()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/listProjects", () => Results.Redirect("https://elsewhere.example/v2/listProjects?t=1")));
        using var client = hub.Client;

        var failure = await Should.ThrowAsync<LimnApiException>(async () => await client.ListProjectsAsync().ToListAsync());

        failure.Status.ShouldBe(302);
        failure.ServerMessage.ShouldContain("https://elsewhere.example;");
    }

    [Fact]
    public async Task Unknown_keys_and_numbers_in_odd_forms_are_tolerated()
    {
        const string Body = """
            {"status":"success","data":{"project":{"_id":"p1","name":"P","assetCount":"12","createdAt":"2026-01-15T10:30:00.123456Z",
             "updatedAt":1768473000000,"batches":null,"brandNew":{"a":[1]},
             "stages":[{"id":"Label","type":"Label","name":"L","logic":{"x":1},"position":{"x":"3","y":4.5}}]}}}
            """;
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/v2/project/p1", () => Results.Text(Body)));
        using var client = hub.Client;

        var project = await client.GetProjectAsync("p1");

        project.AssetCount.ShouldBe(12);
        project.Batches.ShouldBeEmpty();
        project.CreatedAt!.Value.Microsecond.ShouldBe(456);
        project.UpdatedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1768473000000));
        project.Extra["brandNew"].GetProperty("a")[0].GetInt32().ShouldBe(1);
        project.Stages[0].Position.ShouldBe(new StagePosition(3, 4.5));
        project.Stages[0].Extra["logic"].GetProperty("x").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Path_of_the_host_is_kept_and_ids_are_escaped()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/limn/v2/project/{id}", (string id) =>
                StubHub.Success(new JsonObject { ["project"] = new JsonObject { ["_id"] = id } })));
        using var client = new LimnClient(new Uri(hub.Address, "/limn/"), "k");

        var project = await client.GetProjectAsync("a/../b?c");

        Uri.UnescapeDataString(project.Id).ShouldBe("a/../b?c");
    }

    [Theory]
    [InlineData("ftp://h", "k")]
    [InlineData("http://h", "")]
    [InlineData("http://h", "a\nb")]
    public void Unusable_options_are_refused_at_once(string host, string key) =>
        Should.Throw<ArgumentException>(() => new LimnClient(new Uri(host), key));

    [Fact]
    public async Task Call_without_an_answer_times_out()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/x", async (CancellationToken aborted) => await Task.Delay(Timeout.Infinite, aborted)));
        using var client = new LimnClient(
            new LimnClientOptions { Host = hub.Address, ApiKey = "k", CallTimeout = TimeSpan.FromMilliseconds(50) });

        (await Should.ThrowAsync<TimeoutException>(() => client.CallAsync(HttpMethod.Get, "/v2/x"))).Message.ShouldContain("GET /v2/x");
    }
}
