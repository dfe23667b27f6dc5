using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Limn.Server.Hosting;
using Limn.Server.Tests.Assets;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

/// <summary>Bodies and pages at the limits of <see cref="TightApplication"/>, just above and far above them.</summary>
public sealed class LimitsTests(TightApplication tight)
{
    private const int Far = 30;

    public static TheoryData<int, bool, bool> AroundJsonBody => Around(TightApplication.JsonBodyBytes);

    public static TheoryData<int, bool, bool> AroundStreamedBody => Around(TightApplication.StreamedBodyBytes);

    [Theory]
    [MemberData(nameof(AroundJsonBody))]
    public async Task Json_body_is_taken_up_to_its_limit_to_the_byte(int bytes, bool isChunked, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();

        var answer = await SendAsync(owner, $"/v2/project/{project}", """{"name":"Full"}""", bytes, isChunked);

        ShouldBeTaken(answer, isTaken);
    }

    [Theory]
    [MemberData(nameof(AroundJsonBody))]
    public async Task Body_that_names_its_project_has_the_same_limit(int bytes, bool isChunked, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();

        var answer = await SendAsync(owner, "/v2/attachments", $$"""{"project":"{{project}}","attachments":[]}""", bytes, isChunked);

        ShouldBeTaken(answer, isTaken);
    }

    [Theory]
    [MemberData(nameof(AroundStreamedBody))]
    public async Task Import_of_assets_is_taken_up_to_its_limit_to_the_byte(int bytes, bool isChunked, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();

        var answer = await SendAsync(owner, $"/v2/project/{project}/cloud", """{"assets":[{"data":"https://a.example/1.png","externalId":"1"}]}""", bytes, isChunked);

        ShouldBeTaken(answer, isTaken);
        (await owner.AssetsAsync(project)).Count.ShouldBe(isTaken ? 1 : 0);
    }

    [Theory]
    [MemberData(nameof(AroundStreamedBody))]
    public async Task Import_of_labels_is_taken_up_to_its_limit_to_the_byte(int bytes, bool isChunked, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();

        var answer = await SendAsync(owner, "/v2/import/labels", $$"""{"project":"{{project}}","jsonContent":[]}""", bytes, isChunked);

        ShouldBeTaken(answer, isTaken);
    }

    /// <summary>A text that never ends must not be kept whole while the project is looked for.</summary>
    [Fact]
    public async Task Text_larger_than_an_answer_is_refused_while_the_project_is_looked_for()
    {
        await using var limn = await LimnApplication.StartAsync(app => app.WithLimit("AnswerBytes", 100_000).WithLimit("StreamedBodyBytes", 100_000_000));
        var (owner, project) = await limn.AddProjectAsync();
        using var body = new StringContent($$"""{"text":"{{new string('x', 3_000_000)}}","project":"{{project}}"}""", Encoding.UTF8, "application/json");

        (await owner.Api.PostAsync("/v2/import/labels", body)).FailsWith(HttpStatusCode.RequestEntityTooLarge).ShouldContain("100000 bytes");
    }

    [Theory]
    [InlineData(TightApplication.JsonDepth, true)]
    [InlineData(TightApplication.JsonDepth + 1, false)]
    [InlineData(TightApplication.JsonDepth * 100, false)]
    public async Task Json_is_taken_up_to_its_depth(int depth, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();
        using var typed = Text(Nested("stages", depth));
        using var streamed = Text($$"""{"project":"{{project}}","x":{{Lists(depth - 1)}},"jsonContent":[]}""");

        // Whatever is wrong with its content, a body of the right depth is read.
        ShouldBeRead(await owner.Api.PostAsync($"/v2/project/{project}", typed), isTaken);
        ShouldBeRead(await owner.Api.PostAsync("/v2/import/labels", streamed), isTaken);
    }

    [Theory]
    [InlineData(TightApplication.PageSize, TightApplication.PageSize)]
    [InlineData(TightApplication.PageSize + 1, TightApplication.PageSize)]
    [InlineData(int.MaxValue, TightApplication.PageSize)]
    [InlineData(-1, 1)]
    public async Task Page_has_as_many_rows_as_one_may_have(int asked, int served)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();
        await owner.ImportAsync(project, [.. Enumerable.Range(0, TightApplication.PageSize + 2).Select(number => $"{number}.png")]);

        (await owner.AssetsAsync(project, $"limit={asked}")).Count.ShouldBe(served);
        (await owner.TasksAsync(project, $"limit={asked}")).Count.ShouldBe(served);
    }

    [Fact]
    public void Limits_that_let_nothing_through_stop_the_start()
    {
        var validator = new LimitsValidator();

        validator.Validate(null, new Limits()).Succeeded.ShouldBeTrue();
        var wrong = validator.Validate(null, new Limits { JsonBodyBytes = 0, RunningJobs = -1, JsonDepth = 65 });

        wrong.Failures.ShouldBe(
            ["Limn:Limits:JsonBodyBytes must be at least 1.", "Limn:Limits:RunningJobs must be at least 1.", "Limn:Limits:JsonDepth must be at most 64."]);
    }

    private static TheoryData<int, bool, bool> Around(int limit)
    {
        var data = new TheoryData<int, bool, bool>();
        foreach (var isChunked in new[] { false, true })
        {
            data.Add(isChunked ? limit - TightApplication.ChunkFraming : limit, isChunked, true);
            data.Add(limit + 1, isChunked, false);
            data.Add(limit * Far, isChunked, false);
        }

        return data;
    }

    private static Task<ApiAnswer> SendAsync(TestUser user, string path, string json, int bytes, bool isChunked)
    {
        // White space behind the last brace is JSON too; a stream that cannot seek tells no length.
        var padded = Encoding.UTF8.GetBytes(json.PadRight(bytes));
        HttpContent content = isChunked ? new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(padded)).AsStream()) : new ByteArrayContent(padded);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return user.Api.PostAsync(path, content);
    }

    private static void ShouldBeTaken(ApiAnswer answer, bool isTaken)
    {
        if (isTaken)
        {
            ((int)answer.Status).ShouldBeLessThan(300, answer.Text);
        }
        else
        {
            answer.FailsWith(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    private static void ShouldBeRead(ApiAnswer answer, bool isRead)
    {
        ((int)answer.Status).ShouldBeLessThan(500, answer.Text);
        answer.Text.Contains("not valid JSON", StringComparison.Ordinal).ShouldBe(!isRead, answer.Text);
    }

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    private static string Nested(string key, int depth) => $$"""{"{{key}}":{{Lists(depth - 1)}}}""";

    private static string Lists(int depth) => new string('[', depth) + new string(']', depth);
}
