using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Queues;

namespace Limn.Server.Tests.Annotations;

/// <summary>An editor: holds a task and sends operations.</summary>
internal sealed class TestEditor(TestUser user, TaskId task, string session)
{
    private int batches;

    /// <summary>The last revision that it knows.</summary>
    public int? Revision { get; set; } = 0;

    public static async Task<TestEditor> OpenAsync(TestUser user, TaskId task, string session = "editor", bool takeOver = false)
    {
        var opened = (await LeaseTests.OpenAsync(user, task, session, takeOver)).Data;
        return new TestEditor(user, task, session) { Revision = opened.GetProperty("revision").GetInt32() };
    }

    /// <summary>Sends one batch with a name of its own.</summary>
    public Task<ApiAnswer> SendAsync(params object[] operations) => SendBatchAsync($"{session}-{++batches}", operations);

    public Task<ApiAnswer> SendBatchAsync(string id, params object[] operations) => SendBatchesAsync((id, operations));

    public async Task<ApiAnswer> SendBatchesAsync(params (string Id, object[] Operations)[] list)
    {
        var answer = await user.Api.PostAsync($"/v2/task/{task}/operations", new
        {
            session, revision = Revision,
            batches = list.Select(batch => new { id = batch.Id, at = 1, label = "Test", origin = "human", operations = batch.Operations }),
        });
        return answer;
    }

    /// <summary>Sends one batch, which must be stored, and goes on from there.</summary>
    public async Task<JsonElement> SaveAsync(params object[] operations)
    {
        var data = (await SendAsync(operations)).Data;
        Revision = data.GetProperty("revision").GetInt32();
        return data;
    }

    public static object AddBox(string id, double x = 10) => new
    {
        kind = "add", list = "objects",
        member = new Dictionary<string, object> { ["schemaId"] = "box1", ["objectId"] = id, ["bounding-box"] = new { x, y = 10, width = 5, height = 5 } },
    };

    public static object SetBox(string id, double x) =>
        new { kind = "set", list = "objects", key = id, field = "bounding-box", value = new { x, y = 10, width = 5, height = 5 } };

    public static object Set(string id, string field, object? value) => new { kind = "set", list = "objects", key = id, field, value };

    public static object Remove(string id) => new { kind = "remove", list = "objects", key = id };
}
