using System.Net;
using System.Text.Json;
using Limn.Server.Files;
using Limn.Server.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Limn.Server.Tests.Assets;

public sealed class AssetCopyTests(TightApplication tight)
{
    [Fact]
    public async Task Files_elsewhere_are_copied_on_demand_and_failures_are_told()
    {
        using var bitmap = new SKBitmap(12, 8);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        var bytes = png.ToArray();
        await using var inside = await LocalSite.StartAsync(IPAddress.Loopback, http => http.Response.WriteAsync("secret"));
        await using var site = await LocalSite.StartAsync(IPAddress.Parse("127.0.0.2"), async http =>
        {
            http.Response.StatusCode = http.Request.Path == "/eye 1.png" ? 200 : 404;
            await http.Response.Body.WriteAsync(http.Request.Path == "/eye 1.png" ? bytes : "a page about what is not here"u8.ToArray());
        });
        await using var limn = await LimnApplication.StartAsync(application => application.With("Limn:AllowedHosts:0", "127.0.0.2"));
        var (owner, project) = await limn.AddProjectAsync();

        await owner.Api.PostAsync($"/v2/project/{project}/cloud", new
        {
            uploadLocal = "true",
            assets = new[]
            {
                new { data = $"{site.Address}eye%201.png", externalId = "good" }, new { data = $"{site.Address}missing.png", externalId = "missing" },
                new { data = inside.Address.ToString(), externalId = "inside" }, new { data = "just text", externalId = "text" },
            },
        });

        JsonElement job = default;
        await Eventually.ShouldAsync(async () =>
        {
            job = (await owner.Api.GetAsync($"/v2/project/{project}/jobs")).Data.GetProperty("jobs").EnumerateArray().Single();
            job.GetProperty("state").GetString().ShouldBe("Succeeded");
        });
        var result = job.GetProperty("result");
        result.GetProperty("copied").GetInt32().ShouldBe(1);
        result.GetProperty("failed").GetInt32().ShouldBe(2);
        result.GetRawText().ShouldNotContain("secret");
        result.GetRawText().ShouldNotContain("a page about");
        var assets = await owner.AssetsAsync(project);
        assets["missing"].GetProperty("data").GetString().ShouldBe($"{site.Address}missing.png");
        assets["inside"].GetProperty("data").GetString().ShouldBe(inside.Address.ToString());
        assets["text"].GetProperty("data").GetString().ShouldBe("just text");
        var copy = assets["good"].GetProperty("data").GetString()!;
        FileAddress.KeyIn(copy).ShouldNotBeNull();
        assets["good"].GetProperty("metadata").GetRawText().ShouldBe("""{"width":12,"height":8}""");
        (await owner.Api.Http.GetByteArrayAsync(new Uri(copy))).ShouldBe(bytes);
        inside.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_demand_nothing_is_fetched()
    {
        await using var site = await LocalSite.StartAsync(IPAddress.Parse("127.0.0.2"), http => http.Response.WriteAsync("x"));
        await using var limn = await LimnApplication.StartAsync(application => application.With("Limn:AllowedHosts:0", "127.0.0.2"));
        var (owner, project) = await limn.AddProjectAsync();

        await owner.Api.PostAsync($"/v2/project/{project}/cloud", new { assets = new[] { new { data = $"{site.Address}a.png" } } });

        (await owner.Api.GetAsync($"/v2/project/{project}/jobs")).Data.GetProperty("jobs").GetArrayLength().ShouldBe(0);
        site.Hits.ShouldBe(0);
    }

    [Theory]
    [InlineData(TightApplication.CopiedFileBytes, true, true)]
    [InlineData(TightApplication.CopiedFileBytes, false, true)]
    [InlineData(TightApplication.CopiedFileBytes + 1, true, false)]
    [InlineData(TightApplication.CopiedFileBytes + 1, false, false)]
    [InlineData(TightApplication.CopiedFileBytes * 1000, false, false)]
    public async Task Copied_file_is_taken_up_to_its_limit_to_the_byte(int bytes, bool isLengthTold, bool isTaken)
    {
        await using var site = await LocalSite.StartAsync(IPAddress.Parse("127.0.0.2"), async http =>
        {
            http.Response.ContentLength = isLengthTold ? bytes : null;
            await http.Response.Body.WriteAsync(new byte[bytes]);
        });

        var result = await CopyAsync(site);

        result.GetProperty("copied").GetInt32().ShouldBe(isTaken ? 1 : 0);
        (isTaken || result.GetRawText().Contains($"larger than {TightApplication.CopiedFileBytes} bytes", StringComparison.Ordinal)).ShouldBeTrue(result.GetRawText());
    }

    [Fact]
    public async Task Copying_ends_when_the_other_side_takes_too_long()
    {
        await using var site = await LocalSite.StartAsync(IPAddress.Parse("127.0.0.2"), async http =>
        {
            await http.Response.Body.WriteAsync(new byte[10]);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });

        (await CopyAsync(site)).GetProperty("failures")[0].GetProperty("message").GetString().ShouldBe("The answer took longer than 1 seconds.");
    }

    private async Task<JsonElement> CopyAsync(LocalSite site)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();
        (await owner.Api.PostAsync(
            $"/v2/project/{project}/cloud", new { uploadLocal = "true", assets = new[] { new { data = $"{site.Address}a.bin", externalId = "a" } } })).Status
            .ShouldBe(HttpStatusCode.Created);
        JsonElement job = default;
        await Eventually.ShouldAsync(async () =>
        {
            job = (await owner.Api.GetAsync($"/v2/project/{project}/jobs")).Data.GetProperty("jobs").EnumerateArray().Single();
            job.GetProperty("state").GetString().ShouldBe("Succeeded");
        });
        return job.GetProperty("result");
    }
}
