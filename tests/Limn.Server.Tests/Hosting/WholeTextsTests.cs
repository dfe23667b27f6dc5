using System.Net;
using System.Text;
using Limn.Server.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

public sealed class WholeTextsTests(LimnApplication limn)
{
    [Theory]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udc00\ud800"}""")]
    [InlineData("""{"name":"\ud83dx"}""")]
    [InlineData("""{"name":"\ud83d\n"}""")]
    [InlineData("""{"\ud800":1,"name":"a"}""")]
    [InlineData("""{"name":"a","errorSchema":{"deep":["\u0000"]}}""")]
    public async Task Text_that_no_database_keeps_is_refused(string json)
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.PostAsync("/v2/project", Body(json))).FailsWith(HttpStatusCode.BadRequest).ShouldContain("half a surrogate pair");
    }

    [Theory]
    [InlineData("""{"name":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"name":"\\u0000"}""", "\\u0000")]
    [InlineData("""{"name":"\\\\ud800"}""", "\\\\ud800")]
    [InlineData("""{"name":"\u00e4ä\"\/"}""", "ää\"/")]
    public async Task Any_other_text_is_kept(string json, string name)
    {
        var owner = await limn.AddOwnerAsync();

        var created = (await owner.Api.PostAsync("/v2/project", Body(json))).Data.GetProperty("project");

        created.GetProperty("name").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        var owner = await limn.AddOwnerAsync();
        using var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xc3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");
        using var utf16 = new StringContent("""{"name":"a"}""", Encoding.Unicode, "application/json");

        (await owner.Api.PostAsync("/v2/project", body)).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/project", utf16)).FailsWith(HttpStatusCode.UnsupportedMediaType).ShouldBe("Send the body as UTF-8.");
    }

    [Fact]
    public async Task Import_that_holds_such_a_text_far_behind_imports_nothing()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var good = string.Concat(Enumerable.Range(0, 5_000).Select(number => $$"""{"data":"https://a.example/{{number}}.png","externalId":"{{number}}"},"""));

        var answer = await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body($$"""{"assets":[{{good}}{"data":"https://a.example/x","externalId":"\u0000"}]}"""));

        answer.FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync($"/v2/project/{project}/assets")).Data.GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("search=%00")]
    [InlineData("sort=a%00b")]
    public async Task Query_that_holds_such_a_text_is_refused(string query)
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.GetAsync($"/v2/listProjects?{query}")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"externalId":"a\u0000"}""")]
    [InlineData("""{"externalId":{"contains":"\ud800"}}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Json_inside_a_query_is_looked_into_too(string filter)
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.GetAsync($"/v2/project/{project}/tasks?filter={Uri.EscapeDataString(filter)}")).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync($"/v2/project/{project}/assets?filters={Uri.EscapeDataString(filter)}")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Json_inside_a_text_is_looked_into_too()
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync("/v2/import/labels", new { project = project.ToString(), jsonContent = """[{"externalId":"\u0000"}]""" }))
            .FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void Parsing_gives_what_is_whole() =>
        WholeTexts.Parse("""{"a":["\ud83d\ude00"]}"""u8.ToArray()).RootElement.GetProperty("a")[0].GetString().ShouldBe("😀");

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
