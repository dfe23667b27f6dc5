using System.Net;
using System.Text;
using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Shouldly;

namespace Limn.Server.Tests.Backup;

/// <summary>People at work: files come and are replaced, become assets, and their tasks are answered.</summary>
internal sealed class WritingLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ApiClient api;
    private readonly Task work;
    private int rounds;

    public WritingLoad(ApiClient api)
    {
        this.api = api;
        work = RunAsync();
    }

    /// <summary>How often all of it was done.</summary>
    public int Rounds => Volatile.Read(ref rounds);

    public Task WaitForAsync(int count) => Eventually.TrueAsync(
        () =>
        {
            work.IsFaulted.ShouldBeFalse(work.Exception?.ToString());
            return Task.FromResult(Rounds >= count);
        },
        $"{count} rounds");

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        var project = (await api.PostAsync("/v2/project", new { name = "Load" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        while (!stop.IsCancellationRequested)
        {
            await RoundAsync(project);
            Interlocked.Increment(ref rounds);
        }
    }

    private async Task RoundAsync(string project)
    {
        var name = $"picture-{Rounds}.png";
        var url = (await api.GetAsync($"/v2/getUploadUrl?name={name}&project={project}&type=assets")).Data.GetProperty("uploadUrl").GetString()!;
        await PutAsync(url, $"first bytes of {name}");
        await PutAsync(url, $"bytes of {name} that took their place");
        var imported = await api.PostAsync($"/v2/project/{project}/cloud", new { assets = new[] { new { data = url.Split('?')[0], externalId = name } } });
        imported.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        var tasks = (await api.GetAsync($"/v2/project/{project}/tasks?limit=1&page=1")).Data.GetProperty("tasks");
        if (tasks.GetArrayLength() > 0)
        {
            await AnswerAsync(tasks[0]);
        }
    }

    private async Task AnswerAsync(JsonElement task)
    {
        const string Answer = """{"answer":{"tools":[],"classifications":[],"relations":[]},"brushDataUrl":"https://example.org/masks/%.png"}""";
        using var body = new StringContent(Answer.Replace("%", $"{Rounds}", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        (await api.SendAsync(HttpMethod.Post, $"/v2/annotate/{task.GetProperty("_id").GetString()}", body)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task PutAsync(string url, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var answer = await api.Http.PutAsync(new Uri(url), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
