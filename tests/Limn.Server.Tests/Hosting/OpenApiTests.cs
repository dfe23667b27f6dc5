using System.Text.Json;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

public sealed class OpenApiTests(LimnApplication app)
{
    [Fact]
    public async Task The_document_names_every_value_that_a_route_holds()
    {
        var paths = (await ReadAsync()).GetProperty("paths").EnumerateObject().ToList();

        paths.Count.ShouldBeGreaterThan(20);
        foreach (var operation in paths.SelectMany(path => path.Value.EnumerateObject().Select(verb => (path.Name, verb.Value))))
        {
            RouteValues(operation.Value).ShouldBe(operation.Name.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Replies_say_that_their_keys_are_always_there_and_requests_that_they_may_be_left_out()
    {
        var schemas = (await ReadAsync()).GetProperty("components").GetProperty("schemas");

        Required(schemas, "SessionReply").ShouldBe(["user", "csrfToken"], ignoreOrder: true);
        Required(schemas, "SignInRequest").ShouldBeEmpty();
    }

    private async Task<JsonElement> ReadAsync() => (await app.Anonymous().GetAsync("/openapi/v2.json")).Json;

    private static IEnumerable<string?> RouteValues(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path")
                .Select(parameter => parameter.GetProperty("name").GetString())
            : [];

    private static IEnumerable<string?> Required(JsonElement schemas, string name) =>
        schemas.GetProperty(name).TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(key => key.GetString())
            : [];
}
