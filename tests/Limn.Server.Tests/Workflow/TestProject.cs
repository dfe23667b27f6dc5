using Limn.Server.Assets;
using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Tests.Hosting;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Ids = Limn.Server.Database.Id;

namespace Limn.Server.Tests.Workflow;

/// <summary>A project in an organization of its own, with one class of boxes, one of polygons, a question and whatever tasks a test adds.</summary>
internal sealed class TestProject
{
    public const string Schema =
        """
        {"tools":[{"schemaId":"box1","title":"Car","tool":"bounding-box","classifications":[]},
                  {"schemaId":"poly1","title":"Road","tool":"polygon","classifications":[]}],
         "classifications":[{"schemaId":"radio1","title":"Weather","tool":"radio","classifications":[],
                  "options":[{"schemaId":"o1","value":"Sunny"},{"schemaId":"o2","value":"Rainy"}]}],
         "relations":[]}
        """;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly LimnApplication limn;

    private TestProject(LimnApplication limn, TestUser owner, ProjectId id) => (this.limn, Owner, Id) = (limn, owner, id);

    /// <summary>Owner of the organization.</summary>
    public TestUser Owner { get; }

    public ProjectId Id { get; }

    /// <param name="limn">The server.</param>
    /// <param name="stages">The workflow; the default one when null.</param>
    /// <param name="settings">The project's settings as JSON.</param>
    public static async Task<TestProject> CreateAsync(LimnApplication limn, string? stages = null, string settings = "{}")
    {
        var owner = await limn.AddOwnerAsync();
        var now = Clock.GetUtcNow();
        var project = new Project
        {
            Id = Ids.New<Project>(Clock), OrganizationId = owner.OrganizationId, Name = "Test", Description = "", Type = "ango",
            OwnerId = owner.Id, CategorySchema = RawJson.Parse(Schema), Stages = stages is null ? StageGraph.Default : RawJson.Parse(stages),
            Settings = RawJson.Parse(settings), CreatedAt = now, UpdatedAt = now,
        };
        await limn.InDatabaseAsync(db =>
        {
            db.Projects.Add(project);
            return db.SaveChangesAsync();
        });
        return new TestProject(limn, owner, project.Id);
    }

    public Task<TestUser> AddMemberAsync(ProjectRole role) => limn.AddMemberAsync(Owner.OrganizationId, Id, role);

    public async Task<TaskId> AddTaskAsync(string stage = "Label", string? externalId = null, Action<AnnotationTask>? change = null) =>
        (await AddTasksAsync(1, stage, task => change?.Invoke(task), externalId))[0];

    /// <summary>Adds tasks, each with an asset of its own; their external ids are <c>1.png</c>, <c>2.png</c> ... unless one is given.</summary>
    public async Task<IReadOnlyList<TaskId>> AddTasksAsync(
        int count, string stage = "Label", Action<AnnotationTask>? change = null, string? externalId = null)
    {
        var ids = new List<TaskId>();
        await limn.InDatabaseAsync(async db =>
        {
            for (var number = 1; number <= count; number++)
            {
                ids.Add(AddTask(db, stage, externalId ?? $"{number}.png", change));
            }

            return await db.SaveChangesAsync();
        });
        return ids;
    }

    public Task<AnnotationTask> ReadAsync(TaskId id) => limn.InDatabaseAsync(db => db.Tasks.AsNoTracking().SingleAsync(task => task.Id == id));

    public Task<List<StageRecord>> HistoryAsync(TaskId id) =>
        limn.InDatabaseAsync(db => db.StageHistory.AsNoTracking().Where(record => record.TaskId == id).OrderBy(record => record.Id).ToListAsync());

    /// <summary>Changes a row as no route does.</summary>
    public Task<int> ChangeAsync(TaskId id, Action<AnnotationTask> change) => limn.InDatabaseAsync(async db =>
    {
        change(await db.Tasks.SingleAsync(task => task.Id == id));
        return await db.SaveChangesAsync();
    });

    /// <summary>Puts another workflow into force.</summary>
    public Task<int> SetStagesAsync(string stages) => limn.InDatabaseAsync(db => db.Projects.Where(project => project.Id == Id).ExecuteUpdateAsync(
        update => update.SetProperty(project => project.Stages, RawJson.Parse(stages))
            .SetProperty(project => project.StagesVersion, project => project.StagesVersion + 1)));

    public Task<int> RemoveMemberAsync(TestUser user) => limn.InDatabaseAsync(
        db => db.ProjectMembers.Where(member => member.ProjectId == Id && member.UserId == user.Id).ExecuteDeleteAsync());

    private TaskId AddTask(LimnDb db, string stage, string externalId, Action<AnnotationTask>? change)
    {
        var now = Clock.GetUtcNow();
        var asset = new Asset
        {
            Id = Ids.New<Asset>(Clock), OrganizationId = Owner.OrganizationId, ProjectId = Id, ExternalId = externalId,
            Data = $"https://pictures.example.com/{Ids.New<Asset>(Clock)}/{externalId}", CreatedAt = now, CreatedBy = Owner.Email,
        };
        var task = new AnnotationTask
        {
            Id = Ids.New<AnnotationTask>(Clock), OrganizationId = Owner.OrganizationId, ProjectId = Id, AssetId = asset.Id,
            ExternalId = externalId, StageId = stage, StageEnteredAt = now, CreatedAt = now, CreatedBy = Owner.Email, UpdatedAt = now, UpdatedBy = Owner.Email,
        };
        change?.Invoke(task);
        db.Assets.Add(asset);
        db.Tasks.Add(task);
        return task.Id;
    }
}

/// <summary>Answers for <see cref="TestProject.Schema"/>.</summary>
internal static class TestAnswers
{
    public static object Empty => new { objects = Array.Empty<object>(), classifications = Array.Empty<object>(), relations = Array.Empty<object>() };

    public static object Box(double x = 10, string? objectId = null) => Boxes((objectId ?? "b1", x));

    public static object Boxes(params (string ObjectId, double X)[] boxes) => new
    {
        objects = boxes.Select(box => new Dictionary<string, object>
        {
            ["schemaId"] = "box1", ["objectId"] = box.ObjectId,
            ["bounding-box"] = new { x = box.X, y = 10, width = 5, height = 5 },
        }).ToArray(),
        classifications = Array.Empty<object>(), relations = Array.Empty<object>(),
    };
}
