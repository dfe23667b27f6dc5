using System.Net;
using Microsoft.AspNetCore.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

public sealed class WebAppTests(LimnApplication app, WebAppTests.Site site) : IClassFixture<WebAppTests.Site>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/projects/65b0d1dfa17e9516ff1c2035/tasks?stage=Label")]
    [InlineData("/index.html")]
    public async Task A_browser_gets_the_page_for_every_address_of_the_app(string path)
    {
        using var answer = await site.OpenAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_page_has_a_nonce_of_its_own_that_its_policy_names()
    {
        using var first = await site.OpenAsync("/");
        using var second = await site.OpenAsync("/");

        var page = await first.Content.ReadAsStringAsync();
        page.ShouldNotContain("LIMN_NONCE");
        page.ShouldNotBe(await second.Content.ReadAsStringAsync());
        var nonce = page.Split("nonce=\"")[1].Split('"')[0];
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain($"style-src 'self' 'nonce-{nonce}'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe");
    }

    [Theory]
    [InlineData("/v2/nothing")]
    [InlineData("/assets/nothing.js")]
    public async Task What_is_not_a_page_is_not_answered_with_one(string path)
    {
        using var answer = await site.OpenAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task A_script_gets_no_page_for_an_unknown_address()
    {
        var answer = await app.Anonymous().GetAsync("/projects");

        answer.FailsWith(HttpStatusCode.NotFound).ShouldBe("No such route.");
    }

    [Fact]
    public async Task Every_answer_tells_browsers_not_to_guess_frame_or_run_it()
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var answer = await http.GetAsync(new Uri("/v2/session", UriKind.Relative));

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    /// <summary>A server with a web app, as a browser sees it.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private readonly string root = Path.Combine(Path.GetTempPath(), $"limn-web-{Guid.NewGuid():N}");
        private LimnApplication server = null!;

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(root);
            await File.WriteAllTextAsync(Path.Combine(root, "index.html"), "<script nonce=\"LIMN_NONCE\"></script>");
            server = await LimnApplication.StartAsync(application => application.With(WebHostDefaults.WebRootKey, root));
        }

        public async Task<HttpResponseMessage> OpenAsync(string path)
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            return await http.SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            Directory.Delete(root, recursive: true);
        }
    }
}
