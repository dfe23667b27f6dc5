using System.Net;
using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Limn.Plugins.Testing;
using Limn.Plugins.Transports.Rest;

namespace Limn.Plugins.Tests;

/// <summary>The connector for plugins that listen: one test for each line of its table of answers.</summary>
public sealed class RestConnectorTests
{
    [Theory]
    [InlineData(Sample.Secret, 200, "\"ok\"")]
    [InlineData("wrong", 401, """{"detail":"Unauthorized"}""")]
    [InlineData("", 401, """{"detail":"Unauthorized"}""")]
    public async Task Heartbeat_is_answered_to_who_knows_the_secret(string secret, int status, string body)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));

        var (answered, text) = await plugin.SendAsync(HttpMethod.Get, "/heartbeat", secret);

        ((int)answered, text).ShouldBe((status, body));
    }

    [Fact]
    public async Task Run_is_refused_to_who_does_not_know_the_secret()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));

        (await plugin.SendAsync(HttpMethod.Post, "/plugin", "wrong", "{}", "application/json"))
            .ShouldBe((HttpStatusCode.Unauthorized, """{"detail":"Unauthorized"}"""));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{}", "text/plain")]
    [InlineData("[]", "application/json")]
    [InlineData("not json", "application/json")]
    [InlineData("", "application/json")]
    public async Task Run_without_a_json_object_is_unprocessable(string body, string? type)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));

        (await plugin.SendAsync(HttpMethod.Post, "/plugin", Sample.Secret, body, type)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("done", """{"response":"done","session":"%"}""")]
    [InlineData(null, """{"response":null,"session":"%"}""")]
    public async Task Batch_model_answers_in_the_body(string? text, string body)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(new BatchModelPlugin(Options(hub), (_, _) => Task.FromResult(text)));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, []);

        (run.HttpStatus, run.HttpBody).ShouldBe((200, body.Replace("%", run.Session)));
        run.Responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task File_explorer_markdown_and_input_answer_in_the_body()
    {
        await using var hub = await FakeHub.StartAsync();
        PluginBase[] plugins =
        [
            new FileExplorerPlugin(Options(hub), (_, _) => Task.FromResult(new FileListing()), (_, _) => Task.FromResult<string?>("x")),
            new MarkdownPlugin(Options(hub), (_, _) => Task.FromResult<string?>("x")),
            new InputPlugin(Options(hub), (_, _) => Task.FromResult<string?>("x")),
        ];
        var bodies = new List<string>();
        foreach (var each in plugins)
        {
            await using var plugin = await RestPlugin.StartAsync(each);
            var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, []);
            bodies.Add(run.HttpBody!.Replace(run.Session, "%"));
        }

        bodies.ShouldBe([
            """{"response":{"folders":[],"files":[],"scrollToken":null,"success":true},"session":"%"}""",
            """{"response":"x","session":"%"}""",
            """{"response":"x","session":"%"}""",
        ]);
    }

    [Fact]
    public async Task Interactive_model_answers_in_the_body()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Model(hub, _ => new AnnotationPayload()));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, new JsonObject { ["taskId"] = "t1" });

        (run.HttpStatus, run.HttpBody)
            .ShouldBe((200, $$$"""{"response":{"objects":[],"classifications":[],"relations":[]},"session":"{{{run.Session}}}"}"""));
    }

    [Fact]
    public async Task Workflow_model_accepts_at_once_and_stores_later()
    {
        await using var hub = await FakeHub.StartAsync();
        var release = new TaskCompletionSource();
        var stored = new TaskCompletionSource();
        hub.Answer("POST", "/v2/annotate/t1", _ =>
        {
            stored.SetResult();
            return JsonNode.Parse("""{"label":{"_id":"t1"}}""")!;
        });
        await using var plugin = await RestPlugin.StartAsync(new ModelPlugin(Options(hub), async (run, ct) =>
        {
            await release.Task.WaitAsync(ct);
            run.Logger.Info("late");
            return new AnnotationPayload();
        }));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, new JsonObject { ["taskId"] = "t1", ["workflow"] = true });

        (run.HttpStatus, run.HttpBody).ShouldBe((200, "null"));
        stored.Task.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await stored.Task.WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => run.LogTexts.Count == 1, "the line");
    }

    [Fact]
    public async Task Workflow_model_reports_its_failure_by_the_api()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Model(hub, _ => throw new InvalidOperationException("no luck")));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, new JsonObject { ["taskId"] = "t1", ["workflow"] = true });
        await run.EndAsync();

        (await run.Response).ToJsonString().ShouldBe($$"""{"error":true,"message":"no luck","session":"{{run.Session}}"}""");
    }

    [Fact]
    public async Task Export_answers_null_after_its_result_has_been_told()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));

        var run = await CallAsync(hub, plugin);

        (run.HttpStatus, run.HttpBody).ShouldBe((200, "null"));
        (await run.Response.WaitAsync(TimeSpan.Zero))["export"]!.GetValue<bool>().ShouldBeTrue();
        run.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n");
        run.LogTexts.ShouldBe(["INFO started"]);
    }

    [Theory]
    [InlineData(HubPhase.Exporting)]
    [InlineData(HubPhase.Uploading)]
    public async Task Export_whose_transfer_failed_answers_null_and_tells_the_error(HubPhase phase)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));
        hub.Interfere(phase, _ => Task.FromResult<HubReply?>(HubReply.Refuse(403, "You may not.")));

        var run = await CallAsync(hub, plugin);

        (run.HttpStatus, run.HttpBody).ShouldBe((200, "null"));
        run.LogTexts[^1].ShouldStartWith("ERROR Error ");
        (await run.Response.WaitAsync(TimeSpan.Zero))["error"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Export_whose_function_failed_tells_the_error_before_the_500()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(
            new ExportPlugin(Options(hub), (_, _) => throw new InvalidOperationException("no luck")));

        var run = await CallAsync(hub, plugin);

        (run.HttpStatus, run.HttpBody).ShouldBe((500, "Internal Server Error"));
        (await run.Response.WaitAsync(TimeSpan.Zero))["message"]!.GetValue<string>().ShouldBe("no luck");
        run.LogTexts[^1].ShouldStartWith("ERROR System.InvalidOperationException");
    }

    [Fact]
    public async Task Other_function_that_failed_answers_500()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(
            new BatchModelPlugin(Options(hub), (_, _) => throw new InvalidOperationException("no luck")));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, []);

        (run.HttpStatus, run.HttpBody).ShouldBe((500, "Internal Server Error"));
    }

    [Fact]
    public async Task Result_with_a_number_that_is_not_finite_is_answered_without_it()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Model(hub, _ => new AnnotationPayload
        {
            Answer = new Answer { Tools = [new AnnotationObject { Shape = new BoundingBox(double.NaN, 1, 1, 1) }] },
        }));

        var run = await hub.CallPluginAsync(plugin.Address, Sample.Id, new JsonObject { ["taskId"] = "t1" });

        run.HttpStatus.ShouldBe(200);
        run.LogTexts.ShouldHaveSingleItem().ShouldStartWith("WARNING");
    }

    [Fact]
    public async Task Log_and_response_wait_for_a_hub_that_is_away()
    {
        await using var hub = await FakeHub.StartAsync();
        var left = 3;
        Task<HubReply?> BusyAsync(FakeRun run) =>
            Task.FromResult(Interlocked.Decrement(ref left) >= 0 ? HubReply.Refuse(503, "restarting") : null);
        hub.Interfere(HubPhase.Logging, BusyAsync);
        await using var plugin = await RestPlugin.StartAsync(new ExportPlugin(Options(hub), (run, _) =>
        {
            for (var i = 0; i < 5; i++)
                run.Logger.Info($"{i}");
            return Task.FromResult(ExportResult.FromStream(new MemoryStream(), "x"));
        }));

        var run = await CallAsync(hub, plugin);

        run.LogTexts.ShouldBe(["INFO 0", "INFO 1", "INFO 2", "INFO 3", "INFO 4"]);
    }

    [Fact]
    public async Task Run_goes_on_when_the_hub_hangs_up()
    {
        await using var hub = await FakeHub.StartAsync();
        var isRunning = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var plugin = await RestPlugin.StartAsync(new ExportPlugin(Options(hub), async (run, ct) =>
        {
            isRunning.SetResult();
            await release.Task.WaitAsync(ct);
            return await Sample.BoxesAsync(run, ct);
        }));
        using var hangUp = new CancellationTokenSource();
        var called = hub.CallPluginAsync(
            plugin.Address, Sample.Id, [], new ExportInput { Records = Sample.Records(1) }, hangUp.Token);
        await isRunning.Task;
        var told = new TaskCompletionSource<FakeRun>();
        hub.Interfere(HubPhase.Responding, told.SetResult);

        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => called);
        release.SetResult();

        var run = await told.Task.WaitAsync(Wait.Limit);
        (await run.Response.WaitAsync(Wait.Limit))["export"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Health_tells_the_state_without_a_secret()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = await RestPlugin.StartAsync(Export(hub));

        (await plugin.SendAsync(HttpMethod.Get, "/healthz", "")).ShouldBe((HttpStatusCode.OK, """{"state":"Live"}"""));
    }

    private static PluginOptions Options(FakeHub hub) => hub.Plugin(Sample.Id, Sample.Secret) with { Connector = PluginConnector.Rest };

    private static ExportPlugin Export(FakeHub hub) => new(Options(hub), Sample.BoxesAsync);

    private static ModelPlugin Model(FakeHub hub, Func<ModelContext, AnnotationPayload> predict) =>
        new(Options(hub), (run, _) => Task.FromResult(predict(run)));

    private static Task<FakeRun> CallAsync(FakeHub hub, RestPlugin plugin) => hub.CallPluginAsync(
        plugin.Address, Sample.Id, new JsonObject { ["stage"] = new JsonArray() }, new ExportInput { Records = Sample.Records(1) });

    private sealed class RestPlugin : IAsyncDisposable
    {
        private readonly CancellationTokenSource stopping = new();
        private readonly HttpClient http = new();
        private readonly RestPluginTransport transport;
        private readonly Task serving;

        private RestPlugin(PluginBase plugin)
        {
            transport = new RestPluginTransport(plugin);
            serving = transport.ServeAsync(stopping.Token);
        }

        public Uri Address { get; private set; } = new("http://127.0.0.1");

        public static async Task<RestPlugin> StartAsync(PluginBase plugin)
        {
            var rest = new RestPlugin(plugin);
            rest.Address = new Uri($"http://127.0.0.1:{await rest.transport.BoundPort}");
            await plugin.UntilAsync(PluginState.Live);
            return rest;
        }

        public async Task<(HttpStatusCode Status, string Body)> SendAsync(
            HttpMethod method, string path, string secret, string? body = null, string? type = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(Address, path));
            request.Headers.Add("Secret", secret);
            if (body is not null)
            {
                request.Content = new StringContent(body);
                request.Content.Headers.ContentType = type is null ? null : new(type);
            }

            using var answer = await http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await serving;
            http.Dispose();
            stopping.Dispose();
        }
    }
}
