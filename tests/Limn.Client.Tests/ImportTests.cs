using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task Labels_travel_as_lines_of_the_import_format()
    {
        JsonNode? body = null;
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/import/labels", async (HttpRequest request) =>
        {
            body = await JsonNode.ParseAsync(request.Body);
            return StubHub.Success(JsonNode.Parse("""{"project":"1 / 1 tasks are labeled.","refused":[]}""")!);
        }));
        using var client = hub.Client;
        var answer = new Answer { Tools = [new AnnotationObject { Title = "Car", Shape = new BoundingBox(1, 2, 3, 4) }] };

        var result = await client.ImportLabelsAsync("p1", Many(1, _ => new LabelImport { ExternalId = "ä & b.png", Answer = answer }));

        result.Summary.ShouldBe("1 / 1 tasks are labeled.");
        result.Data.TryGetProperty("refused", out _).ShouldBeTrue();
        body!["project"]!.GetValue<string>().ShouldBe("p1");
        var line = body["jsonContent"]!.AsArray().ShouldHaveSingleItem()!;
        line["externalId"]!.GetValue<string>().ShouldBe("ä & b.png");
        line["objects"]![0]!["title"]!.GetValue<string>().ShouldBe("Car");
    }

    [Fact]
    public async Task Import_is_not_begun_a_second_time()
    {
        using var handler = new ThrowingHandler();
        using var client = new LimnClient(
            new LimnClientOptions { Host = new Uri("http://h"), ApiKey = "k", Handler = handler, TimeProvider = new HastyTime() });

        await Should.ThrowAsync<HttpRequestException>(() => client.ImportLabelsAsync("p1", Many(1, _ => new JsonObject())));

        handler.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Failing_source_of_labels_ends_the_import()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/import/labels", async (HttpRequest request) =>
            await request.Body.CopyToAsync(Stream.Null)));
        using var client = hub.Client;

        var failure = await Should.ThrowAsync<Exception>(() =>
            client.ImportLabelsAsync("p1", Many<JsonObject>(3, i => throw new JsonException($"line {i} is broken"))));

        failure.ToString().ShouldContain("line 0 is broken");
    }

    internal static async IAsyncEnumerable<T> Many<T>(int count, Func<int, T> make)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return make(i);
        }
    }

    private sealed class ThrowingHandler : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        }
    }
}
