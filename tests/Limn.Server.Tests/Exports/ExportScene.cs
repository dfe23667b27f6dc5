using System.IO.Compression;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Batches;
using Limn.Server.Database;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Limn.Server.Tests.Hosting;
using Limn.Server.Workflow;

namespace Limn.Server.Tests.Exports;

/// <summary>A project with tasks to export, and its manager.</summary>
internal sealed class ExportScene(LimnApplication limn, TestWorld world)
{
    public const string Box = """{"bounding-box":{"x":1,"y":2,"width":3,"height":4},"objectId":"o1","schemaId":"c1","title":"Car","classifications":[],"metadata":{"createdAt":"2026-01-01T00:00:00.000Z","createdBy":"import"}}""";

    public TestUser Manager => world[Role.Manager];

    public ProjectId ProjectId => world.ProjectId;

    public static async Task<ExportScene> CreateAsync(LimnApplication limn)
    {
        var world = await TestWorld.CreateAsync(limn);
        await limn.InDatabaseAsync(async db =>
        {
            (await db.Tasks.FindAsync(world.TaskId))!.DeletedAt = DateTimeOffset.UnixEpoch;
            (await db.Projects.FindAsync(world.ProjectId))!.CategorySchema =
                RawJson.Parse("""{"tools":[{"tool":"bounding-box","title":"Car","schemaId":"c1","classifications":[]}],"classifications":[],"relations":[]}""");
            return await db.SaveChangesAsync();
        });
        return new ExportScene(limn, world);
    }

    /// <summary>Adds tasks in a stage, each with one box and one visit to Start.</summary>
    public Task AddTasksAsync(int count, string stage = "Complete", DateTimeOffset? updatedAt = null, BatchId? batch = null) => limn.InDatabaseAsync(db =>
    {
        var clock = TimeProvider.System;
        var now = clock.GetUtcNow();
        for (var index = 0; index < count; index++)
        {
            var asset = new Asset
            {
                Id = Id.New<Asset>(clock), OrganizationId = world.OrganizationId, ProjectId = ProjectId, ExternalId = $"{stage}-{index}.png",
                Data = $"https://example.org/{index}.png", CreatedAt = now, CreatedBy = Manager.Email,
            };
            var task = new AnnotationTask
            {
                Id = Id.New<AnnotationTask>(clock), OrganizationId = world.OrganizationId, ProjectId = ProjectId, AssetId = asset.Id,
                ExternalId = asset.ExternalId, StageId = stage, StageEnteredAt = now, CreatedAt = now, CreatedBy = Manager.Email,
                UpdatedAt = updatedAt ?? now, UpdatedBy = Manager.Email,
            };
            db.AddRange(asset, task, Answer(task.Id), Visit(task, now));
            if (batch is { } id)
            {
                db.Add(new AssetBatch { AssetId = asset.Id, BatchId = id });
            }
        }

        return db.SaveChangesAsync();
    });

    public async Task<BatchId> AddBatchAsync(string name)
    {
        var batch = new Batch { Id = Id.New<Batch>(TimeProvider.System), ProjectId = ProjectId, Name = name, Rank = 0 };
        await limn.InDatabaseAsync(db =>
        {
            db.Add(batch);
            return db.SaveChangesAsync();
        });
        return batch.Id;
    }

    /// <summary>Exports as scripts do and returns the answer.</summary>
    public Task<ApiAnswer> ExportAsync(string query = "") => ExportAsync(Manager, ProjectId, query);

    /// <summary>Exports, downloads by the link alone, and opens the zip.</summary>
    public async Task<ZipArchive> OpenAsync(string query = "") => await OpenAsync(await ExportAsync(query));

    /// <summary>The records of a JSON export.</summary>
    public async Task<IReadOnlyList<JsonElement>> RecordsAsync(string query = "") => await RecordsAsync(await ExportAsync(query));

    /// <summary>The records of a JSON export of any project.</summary>
    public static async Task<IReadOnlyList<JsonElement>> RecordsAsync(TestUser user, ProjectId project) =>
        await RecordsAsync(await ExportAsync(user, project, ""));

    private static Task<ApiAnswer> ExportAsync(TestUser user, ProjectId project, string query) => user.Api.GetAsync($"/v2/export?project={project}{query}");

    private static async Task<ZipArchive> OpenAsync(ApiAnswer export)
    {
        using var http = new HttpClient();
        var path = export.Data.GetProperty("exportPath").GetString()!;
        return new ZipArchive(new MemoryStream(await http.GetByteArrayAsync(new Uri(path))));
    }

    private static async Task<IReadOnlyList<JsonElement>> RecordsAsync(ApiAnswer export)
    {
        using var zip = await OpenAsync(export);
        return [.. JsonDocument.Parse(zip.Entries[0].Open()).RootElement.EnumerateArray()];
    }

    private StoredAnswer Answer(TaskId task) => new()
    {
        TaskId = task, ProjectId = ProjectId, SchemaVersion = 1, Form = AnswerForm.ExportReady,
        Document = RawJson.Parse($$"""{"tools":[{{Box}}],"classifications":[],"relations":[]}"""),
    };

    private StageRecord Visit(AnnotationTask task, DateTimeOffset now) => new()
    {
        Id = Id.New<StageRecord>(TimeProvider.System), OrganizationId = world.OrganizationId, ProjectId = ProjectId, TaskId = task.Id,
        AssetId = task.AssetId, StageId = "Start", StageName = "Start", StageType = StageType.Start, EnteredAt = now, CompletedAt = now,
        SchemaVersion = 1, Document = RawJson.Parse(TestWorld.EmptyAnswer),
    };
}
