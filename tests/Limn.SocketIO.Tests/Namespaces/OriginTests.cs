using System.Net;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class OriginTests
{
    private const string Refused = """44/app,{"message":"Origin not allowed"}""";

    [Theory]
    [InlineData(null, "localhost:5080", true)]
    [InlineData("http://localhost:5080", "localhost:5080", true)]
    [InlineData("HTTP://LOCALHOST:5080", "localhost:5080", true)]
    [InlineData("https://limn.example", "limn.example", true)]
    [InlineData("https://limn.example", "limn.example:443", true)]
    [InlineData("https://limn.example:8443", "limn.example:8443", true)]
    [InlineData("http://localhost:5081", "localhost:5080", false)]
    [InlineData("http://limn.example.evil.example", "limn.example", false)]
    [InlineData("https://evil.example/limn.example", "limn.example", false)]
    [InlineData("null", "limn.example", false)]
    [InlineData("file://", "limn.example", false)]
    [InlineData("", "limn.example", false)]
    public void Page_of_the_same_host_and_programs_are_admitted(string? origin, string host, bool isAdmitted) =>
        OriginPolicy.SameOrigin.Admits(origin, new HostString(host)).ShouldBe(isAdmitted);

    [Fact]
    public void Listed_origins_are_admitted_besides()
    {
        var policy = OriginPolicy.SameOriginAnd(["https://tools.example"]);

        policy.Admits("https://tools.example", new HostString("limn.example")).ShouldBeTrue();
        policy.Admits("https://limn.example", new HostString("limn.example")).ShouldBeTrue();
        policy.Admits("https://tools.example:444", new HostString("limn.example")).ShouldBeFalse();
        OriginPolicy.Any.Admits("https://evil.example", new HostString("limn.example")).ShouldBeTrue();
    }

    [Fact]
    public async Task Foreign_page_joins_by_websocket_where_any_origin_may()
    {
        await using var server = await TestServer.StartAsync(Map);
        await using var client = await server.OpenAsync("https://evil.example");

        await client.SendAsync("40/app,");
        (await client.ReceiveAsync()).ShouldBe(Refused);
        await client.SendAsync("40/plugin,");
        (await client.ReceiveAsync()).ShouldStartWith("40/plugin,{");
    }

    [Fact]
    public async Task Foreign_page_joins_by_polling_where_any_origin_may()
    {
        await using var server = await TestServer.StartAsync(Map);
        var client = await server.OpenPollingAsync("https://evil.example");

        (await client.PostAsync("40/app,\u001e40/plugin,")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await client.PollAsync();
        answer.ShouldStartWith(Refused + "\u001e40/plugin,{");
    }

    [Fact]
    public async Task Own_page_joins_by_both_transports()
    {
        await using var server = await TestServer.StartAsync(Map);
        var own = server.Url.OriginalString.TrimEnd('/');
        await using var websocket = await server.OpenAsync(own);
        var polling = await server.OpenPollingAsync();

        await websocket.SendAsync("40/app,");
        // A browser sends no origin with the GET of its own page, but does so with the POST.
        await polling.PostAsync(new StringContent("40/app,"), own);

        (await websocket.ReceiveAsync()).ShouldStartWith("40/app,{");
        (await polling.PollAsync()).ShouldStartWith("40/app,{");
    }

    [Fact]
    public async Task Post_of_a_foreign_page_counts_as_foreign_though_the_handshake_told_no_origin()
    {
        await using var server = await TestServer.StartAsync(Map);
        var client = await server.OpenPollingAsync();

        await client.PostAsync(new StringContent("40/app,"), "https://evil.example");

        (await client.PollAsync()).ShouldBe(Refused);
    }

    [Fact]
    public async Task Session_has_one_origin()
    {
        await using var server = await TestServer.StartAsync(Map);
        var client = await server.OpenPollingAsync(server.Url.OriginalString.TrimEnd('/'));

        var foreign = await client.PostAsync(new StringContent("40/app,"), "https://evil.example");

        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        server.Server.GetNamespace("/app").Sockets.ShouldBeEmpty();
    }

    private static void Map(Limn.SocketIO.Hosting.SocketIOServer server)
    {
        server.AddNamespace("/app");
        server.AddNamespace("/plugin").AllowAnyOrigin();
    }
}
