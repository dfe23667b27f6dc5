using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Limn.Server.Annotations;
using Limn.Server.Files;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Faults.Load;

/// <summary>A project with one class of boxes, and what is done in it.</summary>
internal sealed class LoadProject : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Who waits for one process of several that is gone asks the next.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(5);
    private readonly ApiClient[] processes;
    private readonly HttpClient anonymous;
    private readonly string id;
    private readonly ConcurrentBag<string> tasks = [];
    private int number;
    private uint calls;

    private LoadProject(IReadOnlyList<ServerProcess> servers, string id)
    {
        var patience = servers.Count == 1 ? Patience : ShortPatience;
        processes = [.. servers.Select(server => ClientOf(server, patience))];
        anonymous = new HttpClient { Timeout = patience };
        this.id = id;
    }

    public Ledger Ledger { get; } = new();

    // Each call goes to another process.
    private ApiClient Api => processes[Interlocked.Increment(ref calls) % processes.Length];

    public void Dispose()
    {
        anonymous.Dispose();
        Array.ForEach(processes, process => process.Http.Dispose());
    }

    private ProjectId Project => ProjectId.Parse(id, null);

    public static async Task<LoadProject> CreateAsync(IReadOnlyList<ServerProcess> servers)
    {
        var api = servers[0].Api;
        var created = (await api.PostAsync("/v2/project", new { name = "Under load" })).Data;
        var project = new LoadProject(servers, created.GetProperty("project").GetProperty("_id").GetString()!);
        _ = (await api.PostAsync($"/v2/project/{project.id}", new
        {
            categorySchema = new { tools = new[] { new { schemaId = "box1", title = "Car", tool = "bounding-box", classifications = Array.Empty<object>() } }, classifications = Array.Empty<object>(), relations = Array.Empty<object>() },
        })).Data;
        return project;
    }

    /// <summary>Does one thing, and notes what the server acknowledges of it.</summary>
    public Task<ApiAnswer> DoAsync(Random random, LoadPlugin plugin) => random.Next(20) switch
    {
        < 4 => ImportAssetsAsync(random.Next(1, 6)),
        < 6 => ImportLabelsAsync(),
        < 9 => UploadAsync(random.Next(1, 200_000)),
        < 13 => AnnotateAsync(random),
        < 17 => WorkThroughQueueAsync(random),
        < 18 => StartExportAsync(),
        < 19 => ExportAsync(),
        _ => RunPluginAsync(plugin),
    };

    private async Task<ApiAnswer> ImportAssetsAsync(int count)
    {
        var names = Enumerable.Range(0, count).Select(_ => $"{Interlocked.Increment(ref number)}.png").ToList();
        var answer = await Api.PostAsync($"/v2/project/{id}/cloud", new { assets = names.Select(name => new { data = $"https://pictures.example.org/{name}", externalId = name }) });
        if (answer.Status == HttpStatusCode.Created)
        {
            names.ForEach(name => Ledger.Note($"asset {name}", db => db.Assets.AnyAsync(
                asset => asset.ProjectId == Project && asset.ExternalId == name && db.Tasks.Any(task => task.AssetId == asset.Id))));
        }

        return answer;
    }

    private async Task<ApiAnswer> ImportLabelsAsync()
    {
        var name = $"{Interlocked.Increment(ref number)}.png";
        var imported = await Api.PostAsync($"/v2/project/{id}/cloud", new { assets = new[] { new { data = $"https://pictures.example.org/{name}", externalId = name } } });
        if (imported.Status != HttpStatusCode.Created)
        {
            return imported;
        }

        var answer = await Api.PostAsync("/v2/import/labels", new { project = id, jsonContent = new[] { new { externalId = name, objects = Box(1) } } });
        if (answer.Status == HttpStatusCode.OK && answer.Data.GetProperty("errors").GetArrayLength() + answer.Data.GetProperty("warnings").GetArrayLength() == 0)
        {
            Ledger.Note($"labels of {name}", db => db.Revisions.AnyAsync(revision => revision.Origin == RevisionOrigin.Import
                && db.Tasks.Any(task => task.Id == revision.TaskId && task.ProjectId == Project && task.ExternalId == name)));
        }

        return answer;
    }

    private async Task<ApiAnswer> UploadAsync(int bytes)
    {
        var asked = await Api.GetAsync($"/v2/getUploadUrl?project={id}&name=a.bin");
        if (asked.Status != HttpStatusCode.Created)
        {
            return asked;
        }

        var address = new Uri(asked.Data.GetProperty("uploadUrl").GetString()!);
        var content = RandomNumberGenerator.GetBytes(bytes);
        using var body = new ByteArrayContent(content);
        using var response = await anonymous.PutAsync(address, body);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var key = FileAddress.KeyIn(address.ToString());
            var hash = SHA256.HashData(content);
            Ledger.Note($"file {key}", db => db.Files.AnyAsync(file => file.Key == key && file.StoredAt != null && file.Hash == hash && file.Size == bytes));
        }

        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<ApiAnswer> AnnotateAsync(Random random)
    {
        var known = tasks.ToArray();
        if (known.Length == 0)
        {
            return await WorkThroughQueueAsync(random);
        }

        var task = known[random.Next(known.Length)];
        var answer = await Api.PostAsync($"/v2/annotate/{task}", new { answer = new { objects = Box(random.Next(100)) }, duration = 10 });
        if (answer.Status == HttpStatusCode.OK)
        {
            NoteRevision(task, answer.Data.GetProperty("label").GetProperty("revision").GetInt32());
        }

        return answer;
    }

    private async Task<ApiAnswer> WorkThroughQueueAsync(Random random)
    {
        var next = await Api.PostAsync($"/v2/project/{id}/queue/next", new { kind = "label", session = $"{Guid.NewGuid():N}" });
        if (next.Status != HttpStatusCode.OK || next.Data.GetProperty("task").ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            return next;
        }

        var task = next.Data.GetProperty("task").GetProperty("_id").GetString()!;
        var session = next.Data.GetProperty("lease").GetProperty("session").GetString();
        var token = $"{Guid.NewGuid():N}";
        tasks.Add(task);
        var answer = await Api.PostAsync($"/v2/task/{task}/submit", new { session, token, answer = new { objects = Box(random.Next(100)) }, duration = 10 });
        if (answer.Status == HttpStatusCode.OK)
        {
            var taskId = TaskId.Parse(task, null);
            Ledger.Note($"submission of {task}", db => db.StageHistory.AnyAsync(record => record.TaskId == taskId && record.Token == token));
            Ledger.Note($"move of {task}", db => db.Tasks.AnyAsync(row => row.Id == taskId && row.StageId != "Label"));
        }

        return answer;
    }

    private async Task<ApiAnswer> StartExportAsync()
    {
        var answer = await Api.PostAsync($"/v2/project/{id}/exports", new { });
        if (answer.Status == HttpStatusCode.Accepted)
        {
            var job = JobId.Parse(answer.Data.GetProperty("job").GetProperty("id").GetString()!, null);
            Ledger.Note($"job {job}", db => db.Jobs.AnyAsync(row => row.Id == job));
        }

        return answer;
    }

    private async Task<ApiAnswer> ExportAsync()
    {
        var answer = await Api.GetAsync($"/v2/export?project={id}");
        if (answer.Status == HttpStatusCode.OK && answer.Json.TryGetProperty("data", out var data))
        {
            var key = FileAddress.KeyIn(data.GetProperty("exportPath").GetString());
            Ledger.Note($"export {key}", db => db.Exports.AnyAsync(export => export.FileKey == key && db.Files.Any(file => file.Key == key && file.StoredAt != null)));
        }

        return answer;
    }

    private async Task<ApiAnswer> RunPluginAsync(LoadPlugin plugin)
    {
        var answer = await Api.PostAsync($"/v2/project/{id}/plugins/{plugin.Id}/run", new { });
        if (answer.Status == HttpStatusCode.Accepted)
        {
            var session = PluginSessionId.Parse(answer.Data.GetProperty("session").GetProperty("_id").GetString()!, null);
            Ledger.Note($"run {session}", db => db.PluginSessions.AnyAsync(row => row.Id == session));
        }

        return answer;
    }

    private void NoteRevision(string task, int revision)
    {
        var taskId = TaskId.Parse(task, null);
        Ledger.Note($"revision {revision} of {task}", db => db.Revisions.AnyAsync(row => row.TaskId == taskId && row.Number == revision));
    }

    private static ApiClient ClientOf(ServerProcess server, TimeSpan patience)
    {
        var http = new HttpClient { BaseAddress = server.Address, Timeout = patience };
        http.DefaultRequestHeaders.Add("apikey", server.Settings.ApiKey);
        return new ApiClient(http);
    }

    private static object[] Box(int x) =>
        [new Dictionary<string, object> { ["schemaId"] = "box1", ["bounding-box"] = new { x, y = 10, width = 5, height = 5 } }];
}
