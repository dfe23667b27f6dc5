using System.Net;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

/// <summary>
/// Label Studio CVE-2022-36551 (files and local addresses by import), CVE-2023-47116 (redirect and rebinding passed the guard),
/// CVE-2025-25297 (errors returned bodies); CVAT CVE-2022-31188.
/// </summary>
public sealed class OutgoingTests
{
    // Stands for a public server: the operator's list lets this one address through.
    private static readonly IPAddress Public = IPAddress.Parse("127.0.0.2");
    private static readonly OutgoingLimits Limits = new(TimeSpan.FromSeconds(30), 1000, Redirects: 3);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Address_inside_is_refused(string address) => new AllowedHosts([]).Allow("example.org", IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("169.253.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_address_is_allowed(string address) => new AllowedHosts([]).Allow("example.org", IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void Operator_allows_by_name_address_and_network()
    {
        var allowed = new AllowedHosts(["minio.internal", "10.1.0.0/16", "192.168.1.5"]);

        allowed.Allow("MINIO.internal", IPAddress.Parse("10.9.9.9")).ShouldBeTrue();
        allowed.Allow("other", IPAddress.Parse("10.1.2.3")).ShouldBeTrue();
        allowed.Allow("other", IPAddress.Parse("192.168.1.5")).ShouldBeTrue();
        allowed.Allow("other", IPAddress.Parse("192.168.1.6")).ShouldBeFalse();
        allowed.Allow("other", IPAddress.Parse("10.2.0.1")).ShouldBeFalse();
    }

    [Fact]
    public async Task Name_that_resolves_to_a_local_address_is_refused()
    {
        await using var secret = await LocalSite.StartAsync(IPAddress.Loopback, http => http.Response.WriteAsync("secret"));
        using var outgoing = NewOutgoing((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        (await GetAsync(outgoing, $"http://rebind.example.org:{secret.Address.Port}/")).ShouldContain("private network");
        (await GetAsync(outgoing, $"http://127.0.0.1:{secret.Address.Port}/")).ShouldContain("private network");
        (await GetAsync(outgoing, $"http://[::ffff:127.0.0.1]:{secret.Address.Port}/")).ShouldContain("private network");
        secret.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task Second_answer_of_the_resolver_changes_nothing()
    {
        await using var secret = await LocalSite.StartAsync(IPAddress.Loopback, http => http.Response.WriteAsync("secret"));
        var answers = new Queue<IPAddress>([Public, IPAddress.Loopback, IPAddress.Loopback]);
        using var outgoing = NewOutgoing((_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));

        // Nobody listens at the address that was checked, and that is the one which is connected to.
        (await GetAsync(outgoing, $"http://rebind.example.org:{secret.Address.Port}/")).ShouldContain("could not be reached");

        secret.Hits.ShouldBe(0);
        answers.Count.ShouldBe(2, "the name is resolved once");
    }

    [Fact]
    public async Task Redirect_is_checked_like_the_first_address()
    {
        await using var secret = await LocalSite.StartAsync(IPAddress.Loopback, http => http.Response.WriteAsync("secret"));
        await using var site = await LocalSite.StartAsync(Public, http => http.Request.Path.Value switch
        {
            "/inside" => Redirect(http, secret.Address.ToString()),
            "/file" => Redirect(http, "file:///etc/passwd"),
            "/circle" => Redirect(http, "/circle"),
            "/good" => Redirect(http, "/end"),
            _ => http.Response.WriteAsync("end"),
        });
        using var outgoing = NewOutgoing((_, _) => Task.FromResult<IPAddress[]>([Public]));

        (await GetAsync(outgoing, $"{site.Address}inside")).ShouldContain("private network");
        (await GetAsync(outgoing, $"{site.Address}file")).ShouldContain("Only http and https");
        (await GetAsync(outgoing, $"{site.Address}circle")).ShouldContain("too often");
        (await GetAsync(outgoing, $"{site.Address}good")).ShouldBe("end");
        secret.Hits.ShouldBe(0);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("ftp://example.org/a")]
    [InlineData("http://user:password@example.org/")]
    public async Task Address_of_another_kind_is_refused(string address)
    {
        using var outgoing = NewOutgoing((_, _) => throw new InvalidOperationException("Nothing is resolved."));

        (await GetAsync(outgoing, address)).ShouldContain("fetched");
    }

    [Fact]
    public async Task Answer_beyond_the_limits_is_cut_off()
    {
        await using var site = await LocalSite.StartAsync(Public, async http =>
        {
            if (http.Request.Path == "/slow")
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }

            http.Response.ContentLength = http.Request.Path == "/announced" ? 5000 : null;
            await http.Response.WriteAsync(new string('x', 5000));
        });
        using var outgoing = NewOutgoing((_, _) => Task.FromResult<IPAddress[]>([Public]));

        (await GetAsync(outgoing, $"{site.Address}announced")).ShouldContain("larger than 1000 bytes");
        (await GetAsync(outgoing, $"{site.Address}chunked")).ShouldContain("larger than 1000 bytes");
        (await GetAsync(outgoing, $"{site.Address}slow", Limits with { Time = TimeSpan.FromMilliseconds(300) })).ShouldContain("did not answer");
    }

    [Fact]
    public async Task Post_follows_no_redirect()
    {
        await using var site = await LocalSite.StartAsync(Public, http => Redirect(http, "/elsewhere"));
        using var outgoing = NewOutgoing((_, _) => Task.FromResult<IPAddress[]>([Public]));

        var answer = await outgoing.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, site.Address) { Content = new StringContent("{}") }, Limits with { Redirects = 0 },
            TestContext.Current.CancellationToken);

        answer.Refusal!.Message.ShouldContain("redirects");
        site.Hits.ShouldBe(1);
    }

    private static Outgoing NewOutgoing(Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync) => new([Public.ToString()], resolveAsync);

    private static Task Redirect(HttpContext http, string target)
    {
        http.Response.Redirect(target);
        return http.Response.WriteAsync("a body that nobody may see");
    }

    /// <summary>The body, or the message of the refusal.</summary>
    private static async Task<string> GetAsync(Outgoing outgoing, string address, OutgoingLimits? limits = null)
    {
        var answer = await outgoing.GetAsync(new Uri(address), limits ?? Limits, TestContext.Current.CancellationToken);
        if (answer.Refusal is { } refusal)
        {
            return refusal.Message;
        }

        using var response = answer.Value!;
        using var body = new MemoryStream();
        return (await response.CopyToAsync(body, TestContext.Current.CancellationToken))?.Message ?? System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
