using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Limn.Client.Tests;

public sealed class DownloadTests
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(300_000);

    [Fact]
    public async Task Broken_download_goes_on_where_it_broke()
    {
        var ranges = new List<string>();
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", async context =>
        {
            ranges.Add(context.Request.Headers.Range.ToString());
            await ServeAsync(context, breakAfter: ranges.Count < 4 ? 70_000 : int.MaxValue);
        }));

        (await DownloadAsync(hub)).ShouldBe(File);

        ranges.Count.ShouldBe(4);
        ranges[0].ShouldBe("");
        ranges.Skip(1).ShouldAllBe(range => range.StartsWith("bytes="));
    }

    [Fact]
    public async Task Key_of_the_hub_is_not_sent_to_the_store()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", context => ServeAsync(context, int.MaxValue)));

        await DownloadAsync(hub);

        hub.Seen.Single().ApiKey.ShouldBe("");
    }

    [Fact]
    public async Task Changed_file_is_downloaded_from_its_start()
    {
        var second = RandomNumberGenerator.GetBytes(200_000);
        await using var hub = await StubHub.StartAsync((app, hub) => app.MapGet("/f", async context =>
        {
            if (hub.Seen.Count == 1)
                await ServeAsync(context, breakAfter: 150_000);
            else
                await Results.File(second, entityTag: new EntityTagHeaderValue("\"2\""), enableRangeProcessing: true).ExecuteAsync(context);
        }));

        (await DownloadAsync(hub)).ShouldBe(second);
    }

    [Fact]
    public async Task Server_without_ranges_is_asked_from_the_start()
    {
        await using var hub = await StubHub.StartAsync((app, hub) => app.MapGet("/f", async context =>
        {
            if (hub.Seen.Count == 1)
                await ServeAsync(context, breakAfter: 100_000);
            else
                await Results.Bytes(File).ExecuteAsync(context);
        }));

        (await DownloadAsync(hub)).ShouldBe(File);
    }

    [Fact]
    public async Task Download_that_makes_no_progress_is_given_up()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", () => Results.StatusCode(503)));

        await Should.ThrowAsync<IOException>(() => DownloadAsync(hub));

        hub.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Refused_download_is_not_tried_again()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", () => Results.StatusCode(403)));

        (await Should.ThrowAsync<LimnApiException>(() => DownloadAsync(hub))).Status.ShouldBe(403);

        hub.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Silent_server_is_given_up()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", async context =>
        {
            await context.Response.StartAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }));
        using var client = new LimnClient(new LimnClientOptions
        {
            Host = hub.Address,
            ApiKey = "k",
            IdleTimeout = TimeSpan.FromMilliseconds(50),
            MaxRetries = 0,
        });

        var failure = await Should.ThrowAsync<IOException>(() => client.DownloadAsync(new Uri(hub.Address, "/f"), new MemoryStream()));

        failure.Message.ShouldContain("nothing arrived");
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
        {
            app.MapGet("/f", () => Results.Redirect("/g?t=1"));
            app.MapGet("/g", context => ServeAsync(context, int.MaxValue));
        });

        (await DownloadAsync(hub)).ShouldBe(File);
    }

    [Fact]
    public async Task Redirect_in_a_circle_ends()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", () => Results.Redirect("/f")));

        (await Should.ThrowAsync<LimnApiException>(() => DownloadAsync(hub))).ServerMessage.ShouldContain("more than 5 times");
    }

    [Fact]
    public async Task Redirect_from_https_to_http_is_refused()
    {
        using var handler = new RedirectHandler();
        using var client = new LimnClient(new Uri("https://h"), "k", handler);

        var failure = await Should.ThrowAsync<LimnApiException>(() => client.DownloadAsync(new Uri("https://h/f"), new MemoryStream()));

        failure.ServerMessage.ShouldContain("without encryption");
    }

    [Fact]
    public async Task Full_disk_is_no_reason_to_download_again()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/f", context => ServeAsync(context, int.MaxValue)));
        using var client = hub.Client;

        using var full = new MemoryStream(new byte[10]);

        await Should.ThrowAsync<NotSupportedException>(() => client.DownloadAsync(new Uri(hub.Address, "/f"), full));

        hub.Seen.Count.ShouldBe(1);
    }

    private static async Task<byte[]> DownloadAsync(StubHub hub)
    {
        using var client = hub.Client;
        using var target = new MemoryStream();
        await client.DownloadAsync(new Uri(hub.Address, "/f"), target);
        return target.ToArray();
    }

    /// <summary>Serves the file with ranges and a tag, and tears the connection after some bytes.</summary>
    private static async Task ServeAsync(HttpContext context, int breakAfter)
    {
        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        var from = (int)(range?.From ?? 0);
        context.Response.StatusCode = range is null ? 200 : 206;
        context.Response.Headers.ETag = "\"1\"";
        context.Response.ContentLength = File.Length - from;
        if (range is not null)
            context.Response.Headers.ContentRange = $"bytes {from}-{File.Length - 1}/{File.Length}";
        await context.Response.Body.WriteAsync(File.AsMemory(from, Math.Min(breakAfter, File.Length - from)));
        await context.Response.Body.FlushAsync();
        if (breakAfter < File.Length - from)
            context.Abort();
    }

    private sealed class RedirectHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://h/f") } });
    }
}
