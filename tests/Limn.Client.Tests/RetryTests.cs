using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

public sealed class RetryTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Read_is_made_again_after_a_passing_failure(int status)
    {
        await using var hub = await StubHub.StartAsync((app, hub) => app.MapGet("/v2/x", () => hub.Seen.Count < 3
            ? Results.StatusCode(status)
            : Results.Json(StubHub.Success(new JsonObject()))));
        using var client = hub.Client;

        await client.CallAsync(HttpMethod.Get, "/v2/x");

        hub.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Last_refusal_is_reported()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/x", () => Results.Text("{\"message\":\"busy\"}", statusCode: 503)));
        using var client = hub.Client;

        (await Should.ThrowAsync<LimnApiException>(() => client.CallAsync(HttpMethod.Get, "/v2/x"))).ServerMessage.ShouldBe("busy");
        hub.Seen.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Change_is_not_made_again_after_an_answer()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/x", () => Results.StatusCode(503)));
        using var client = hub.Client;

        await Should.ThrowAsync<LimnApiException>(() => client.CallAsync(HttpMethod.Post, "/v2/x"));

        hub.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Change_that_never_reached_the_hub_is_made_again()
    {
        using var handler = new RefusingHandler(refusals: 2);
        using var client = new LimnClient(
            new LimnClientOptions { Host = new Uri("http://h"), ApiKey = "k", Handler = handler, TimeProvider = new HastyTime() });

        await client.CallAsync(HttpMethod.Post, "/v2/x", new JsonObject { ["a"] = 1 });

        handler.Bodies.ShouldBe(["""{"a":1}""", """{"a":1}""", """{"a":1}"""]);
    }

    /// <summary>Refuses the first connections as a hub that restarts does.</summary>
    private sealed class RefusingHandler(int refusals) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            if (Bodies.Count <= refusals)
                throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") };
        }
    }
}
