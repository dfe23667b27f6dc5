using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Database;
using Limn.Server.Exports;
using Limn.Server.Issues;
using Limn.Server.Jobs;
using Limn.Server.Organizations;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.Server.Plugins.Catalogue;
using Limn.Server.Plugins.Runs;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace Limn.Server.Tests.Hosting;

/// <summary>One of each thing that a route can name, and one person of each role.</summary>
public sealed class TestWorld
{
    public const string EmptyAnswer = """{"tools":[],"classifications":[],"relations":[]}""";

    public const string Stages = """
        [{"id":"Start","type":"Start","name":"Start","next":["Label"],"autoForward":true,"position":{"x":0,"y":0}},
         {"id":"Label","type":"Label","name":"Label","next":["Review"],"assignedTo":[],"position":{"x":1,"y":0}},
         {"id":"Review","type":"Review","name":"Review","next":["Complete","Label"],"assignedTo":[],"position":{"x":2,"y":0}},
         {"id":"Complete","type":"Complete","name":"Complete","preventRequeue":false,"position":{"x":3,"y":0}}]
        """;

    private readonly Dictionary<Role, TestUser> people = [];
    private readonly Dictionary<UserId, JobId> jobs = [];
    private readonly Dictionary<UserId, IssueId> issues = [];

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required AssetId AssetId { get; init; }

    public required TaskId TaskId { get; init; }

    /// <summary>An export whose file is not there.</summary>
    public ExportId ExportId { get; private set; }

    /// <summary>The task's visit to Start.</summary>
    public required StageRecordId HistoryId { get; init; }

    /// <summary>A plugin of the organization, not installed.</summary>
    public required PluginId PluginId { get; init; }

    /// <summary>A run that the owner started and that has ended.</summary>
    public required PluginSessionId SessionId { get; init; }

    public TestUser this[Role role] => people[role];

    /// <summary>The user's own job; the owner's for people from elsewhere.</summary>
    public JobId JobOf(TestUser user) => jobs.TryGetValue(user.Id, out var id) ? id : jobs[people[Role.Owner].Id];

    /// <summary>The user's own issue on the task; the owner's for people from elsewhere.</summary>
    public IssueId IssueOf(TestUser user) => issues.TryGetValue(user.Id, out var id) ? id : issues[people[Role.Owner].Id];

    /// <summary>A project with one asset and one task in stage Label, and people of every role.</summary>
    public static async Task<TestWorld> CreateAsync(LimnApplication limn)
    {
        var clock = TimeProvider.System;
        var owner = await limn.AddOwnerAsync();
        var world = new TestWorld
        {
            OrganizationId = owner.OrganizationId, ProjectId = Id.New<Project>(clock), AssetId = Id.New<Asset>(clock),
            TaskId = Id.New<AnnotationTask>(clock), HistoryId = Id.New<StageRecord>(clock),
            PluginId = Id.New<Plugin>(clock), SessionId = Id.New<PluginSession>(clock),
        };
        var secret = limn.Services.GetRequiredService<PluginSecrets>().NewSecret();
        await limn.InDatabaseAsync(db =>
        {
            world.AddRows(db, owner, clock.GetUtcNow());
            world.AddPlugin(db, owner, secret, clock.GetUtcNow());
            return db.SaveChangesAsync();
        });
        world.people[Role.Owner] = owner;
        world.people[Role.Admin] = await limn.AddUserAsync(owner.OrganizationId, OrganizationRole.Admin);
        world.people[Role.Member] = await limn.AddUserAsync(owner.OrganizationId);
        foreach (var role in Enum.GetValues<ProjectRole>())
        {
            world.people[Enum.Parse<Role>(role.ToString())] = await limn.AddMemberAsync(owner.OrganizationId, world.ProjectId, role);
        }

        await limn.InDatabaseAsync(db =>
        {
            foreach (var user in world.people.Values)
            {
                world.AddJob(db, user, clock);
                world.AddIssue(db, user, clock);
            }

            return db.SaveChangesAsync();
        });
        return world;
    }

    private void AddRows(LimnDb db, TestUser owner, DateTimeOffset now)
    {
        db.Projects.Add(new Project
        {
            Id = ProjectId, OrganizationId = OrganizationId, Name = "World", Description = "", Type = "ango", OwnerId = owner.Id,
            CategorySchema = RawJson.Parse("""{"tools":[],"classifications":[],"relations":[]}"""), Stages = RawJson.Parse(Stages),
            Settings = RawJson.EmptyObject, CreatedAt = now, UpdatedAt = now,
        });
        db.Assets.Add(new Asset
        {
            Id = AssetId, OrganizationId = OrganizationId, ProjectId = ProjectId, ExternalId = "a.png", Data = "https://example.org/a.png",
            CreatedAt = now, CreatedBy = owner.Email,
        });
        db.Tasks.Add(new AnnotationTask
        {
            Id = TaskId, OrganizationId = OrganizationId, ProjectId = ProjectId, AssetId = AssetId, ExternalId = "a.png", StageId = "Label",
            StageEnteredAt = now, CreatedAt = now, CreatedBy = owner.Email, UpdatedAt = now, UpdatedBy = owner.Email,
        });
        ExportId = Id.New<Export>(TimeProvider.System);
        db.Exports.Add(new Export
        {
            Id = ExportId, OrganizationId = OrganizationId, ProjectId = ProjectId, JobId = Id.New<Job>(TimeProvider.System), Options = RawJson.EmptyObject,
            FileKey = "none", TaskCount = 0, Size = 0, CreatedBy = owner.Email, CreatedAt = now,
        });
        db.StageHistory.Add(new StageRecord
        {
            Id = HistoryId, OrganizationId = OrganizationId, ProjectId = ProjectId, TaskId = TaskId, AssetId = AssetId, StageId = "Start",
            StageName = "Start", StageType = StageType.Start, EnteredAt = now, CompletedAt = now, SchemaVersion = 1, Document = RawJson.Parse(EmptyAnswer),
        });
        db.Answers.Add(new StoredAnswer { TaskId = TaskId, ProjectId = ProjectId, SchemaVersion = 1, Document = RawJson.Parse(EmptyAnswer) });
    }

    private void AddPlugin(LimnDb db, TestUser owner, byte[] secret, DateTimeOffset now)
    {
        db.Plugins.Add(new Plugin
        {
            Id = PluginId, OrganizationId = OrganizationId, Name = "World's plugin", Type = PluginType.Export, Secret = secret, SecretRotatedAt = now,
            CreatedBy = owner.Email, CreatedAt = now, UpdatedAt = now,
        });
        db.PluginSessions.Add(new PluginSession
        {
            Id = SessionId, OrganizationId = OrganizationId, ProjectId = ProjectId, PluginId = PluginId, PluginType = PluginType.Export,
            RunById = owner.Id, Origin = "http://localhost", State = PluginSessionState.Succeeded, CreatedAt = now, EndedAt = now,
            Input = RawJson.From(new ExportInput(ProjectId, OrganizationId, owner.Id, SessionId, null, "{}", [], [], [])),
        });
    }

    private void AddJob(LimnDb db, TestUser user, TimeProvider clock)
    {
        var job = new Job
        {
            Id = Id.New<Job>(clock), OrganizationId = OrganizationId, ProjectId = ProjectId, UserId = user.Id, Kind = "test",
            Input = RawJson.EmptyObject, State = JobState.Succeeded, CreatedAt = clock.GetUtcNow(), EndedAt = clock.GetUtcNow(),
        };
        db.Jobs.Add(job);
        jobs[user.Id] = job.Id;
    }

    private void AddIssue(LimnDb db, TestUser user, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var issue = new Issue
        {
            Id = Id.New<Issue>(clock), OrganizationId = OrganizationId, ProjectId = ProjectId, TaskId = TaskId, AssetId = AssetId, Content = "World's issue",
            Anchor = default, StageId = "Label", StageName = "Label", ErrorCodes = RawJson.EmptyArray, Mentions = RawJson.EmptyArray, PctDetails = default,
            SuggestedEdit = default, CreatedBy = user.Email, CreatedAt = now, UpdatedBy = user.Email, UpdatedAt = now,
        };
        db.Issues.Add(issue);
        issues[user.Id] = issue.Id;
    }
}
