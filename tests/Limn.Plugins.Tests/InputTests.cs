using System.Text;
using System.Text.Json.Nodes;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class InputTests
{
    [Fact]
    public async Task Batch_model_answers_with_a_text()
    {
        var run = await RunAsync(o => new BatchModelPlugin(o, (_, _) => Task.FromResult<string?>("50 images labelled")), []);

        (await run.Response).ToJsonString().ShouldBe($$"""{"response":"50 images labelled","session":"{{run.Session}}"}""");
    }

    [Fact]
    public async Task Nothing_to_say_is_said_by_the_acknowledgement()
    {
        var run = await RunAsync(o => new BatchModelPlugin(o, (_, _) => Task.FromResult<string?>(null)), []);

        await run.Acknowledged.WaitAsync(Wait.Limit);
        run.Responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folder_is_listed_page_by_page()
    {
        var run = await RunAsync(
            o => new FileExplorerPlugin(
                o,
                (run, _) => Task.FromResult(new FileListing
                {
                    Folders = [$"{run.Selection.Folder}deeper/"],
                    Files = [$"{run.Selection.Bucket}:{run.Selection.StorageId}:{run.ScrollToken}"],
                    ScrollToken = "page 3",
                }),
                (_, _) => throw new InvalidOperationException("not asked for")),
            JsonNode.Parse("""{"bucket":"b","integrationId":"st","folder":"in/","files":null,"upload":false,"scrollToken":"page 2"}""")!
                .AsObject());

        (await run.Response)["response"]!.ToJsonString().ShouldBe(
            """{"folders":["in/deeper/"],"files":["b:st:page 2"],"scrollToken":"page 3","success":true}""");
    }

    [Fact]
    public async Task Picked_files_are_imported()
    {
        var run = await RunAsync(
            o => new FileExplorerPlugin(
                o,
                (_, _) => throw new InvalidOperationException("not asked for"),
                (run, _) => Task.FromResult<string?>(string.Join(',', run.Selection.Files ?? ["all"]))),
            new JsonObject { ["upload"] = true, ["files"] = new JsonArray("a.png", "b.png") });

        (await run.Response)["response"]!.GetValue<string>().ShouldBe("a.png,b.png");
    }

    [Fact]
    public async Task Markdown_gets_text_and_table_as_the_user_gave_them()
    {
        var run = await RunAsync(
            o => new MarkdownPlugin(o, (run, _) =>
            {
                var more = run.Files.Single();
                return Task.FromResult<string?>(
                    $"{run.MarkdownText}|{Encoding.UTF8.GetString(run.InputFile)}|{more.Name}:{more.Content.Length}");
            }),
            new JsonObject
            {
                ["markdownText"] = "&lt;b&gt; &amp; &quot;|name|&quot;",
                ["inputFile"] = Convert.ToBase64String("name\nä"u8),
                ["fileList"] = new JsonArray(new JsonObject { ["name"] = "more.csv", ["data"] = "AQID" }),
            });

        (await run.Response)["response"]!.GetValue<string>().ShouldBe("<b> & \"|name|\"|name\nä|more.csv:3");
    }

    [Theory]
    [InlineData("""{"fileExplorerOptions":{"bucket":"b","folder":"f/"}}""")]
    [InlineData("""{"bucket":"b","folder":"f/","fileExplorerOptions":[]}""")]
    public async Task Input_finds_its_selection_in_either_place(string payload)
    {
        var run = await RunAsync(
            o => new InputPlugin(o, (run, _) => Task.FromResult<string?>($"{run.Selection.Bucket} {run.Selection.Folder}")),
            JsonNode.Parse(payload)!.AsObject());

        (await run.Response)["response"]!.GetValue<string>().ShouldBe("b f/");
    }

    private static async Task<FakeRun> RunAsync(Func<PluginOptions, PluginBase> plugin, JsonObject payload)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var running = RunningPlugin.Start(plugin(hub.Plugin(Sample.Id, Sample.Secret)));
        var run = await hub.StartRunAsync(Sample.Id, payload);
        await run.EndAsync();
        return run;
    }
}
