using System.Text.Json.Nodes;
using Limn.Annotations.Schemas;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

/// <summary>Creates and changes projects: checks everything that a caller sets, and keeps every schema and workflow that was ever in force.</summary>
internal sealed class ProjectEditor(LimnDb db, Writes writes, StageMigration migration, LiveTopics live, TimeProvider clock)
{
    private const int LongestName = 200;
    private const int LongestDescription = 10_000;
    private static readonly string[] Types = ["ango", "pct", "iframe"];
    private static readonly string[] SchemaLists = ["tools", "classifications", "relations"];

    public async Task<Reply<ProjectAccess>> CreateAsync(
        EditProjectRequest fields, Caller caller, OrganizationAccess organization, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var project = new Project
        {
            Id = Id.New<Project>(clock), OrganizationId = organization.OrganizationId, Name = fields.Name ?? "", Description = "",
            Type = fields.Type ?? Types[0], OwnerId = caller.UserId, CategorySchema = CompleteSchema(RawJson.EmptyObject),
            Stages = StageGraph.Default, Settings = RawJson.EmptyObject, CreatedAt = now, UpdatedAt = now,
        };
        var people = await db.ReadPeopleAsync(organization.OrganizationId, null, cancellationToken);
        people.TryAdd(caller.Email, ProjectRole.Manager);
        var problems = new List<Problem>();
        Apply(project, fields with { Name = project.Name }, people, problems);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        db.Projects.Add(project);
        db.ProjectMembers.Add(new ProjectMember { ProjectId = project.Id, UserId = caller.UserId, Role = ProjectRole.Manager });
        AddVersions(project, caller, isNewSchema: true, isNewWorkflow: true);
        await write.CommitAsync(cancellationToken);
        return new ProjectAccess(project.Id, project.OrganizationId, organization.Role == Role.Member ? Role.Manager : organization.Role);
    }

    /// <summary>Changes what <paramref name="fields"/> holds; nothing at all when anything in it is wrong.</summary>
    public async Task<Refusal?> UpdateAsync(ProjectAccess access, EditProjectRequest fields, Caller caller, CancellationToken cancellationToken)
    {
        var people = await db.ReadPeopleAsync(access.OrganizationId, access.ProjectId, cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await write.LockProjectAsync(access.ProjectId, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {access.ProjectId}.");
        }

        var project = await db.Projects.FirstAsync(project => project.Id == access.ProjectId, cancellationToken);
        if (fields.BaseVersion is { } version && version != project.StagesVersion)
        {
            return Refusal.Conflict(
                $"Somebody saved the workflow meanwhile: it is at version {project.StagesVersion}, yours was made from {version}. Load it again.");
        }

        var before = (project.CategorySchema, project.Stages);
        var problems = new List<Problem>();
        Apply(project, fields, people, problems);
        if (problems.Count == 0)
        {
            await migration.MoveAsync(write, project, before.Stages, fields.Migrations ?? new Dictionary<string, string>(), caller, problems, cancellationToken);
        }

        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        var isNewSchema = project.CategorySchema != before.CategorySchema;
        var isNewWorkflow = project.Stages != before.Stages;
        project.SchemaVersion += isNewSchema ? 1 : 0;
        project.StagesVersion += isNewWorkflow ? 1 : 0;
        project.UpdatedAt = clock.GetUtcNow();
        AddVersions(project, caller, isNewSchema, isNewWorkflow);
        await write.CommitAsync(cancellationToken);
        await live.TellProjectAsync(project);
        return null;
    }

    private static void Apply(Project project, EditProjectRequest fields, Dictionary<string, ProjectRole> people, List<Problem> problems)
    {
        CheckTexts(project, fields, problems);
        project.Name = fields.Name ?? project.Name;
        project.Description = fields.Description ?? project.Description;
        project.Settings = ProjectSettings.Merge(project.Settings, fields.Settings, problems);
        if (!fields.CategorySchema.IsEmpty)
        {
            problems.AddRange(CategorySchemaValidator.Validate(fields.CategorySchema.Utf8)
                .Select(problem => new Problem($"categorySchema.{problem.Path}".TrimEnd('.'), problem.Message, problem.Code)));
            project.CategorySchema = problems.Count == 0 ? CompleteSchema(fields.CategorySchema) : project.CategorySchema;
        }

        if (!fields.Stages.IsEmpty)
        {
            var stages = StageSecrets.Restore(fields.Stages, project.Stages);
            StageGraph.TryParse(stages, people, out var stageProblems);
            problems.AddRange(stageProblems);
            project.Stages = stages;
        }
    }

    private static void CheckTexts(Project project, EditProjectRequest fields, List<Problem> problems)
    {
        if (fields.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            problems.Add(new Problem("name", $"A project has a name of 1 to {LongestName} characters."));
        }

        if (fields.Description?.Length > LongestDescription)
        {
            problems.Add(new Problem("description", $"A description has at most {LongestDescription} characters."));
        }

        if (fields.Type is { } type && !Types.Contains(type))
        {
            problems.Add(new Problem("type", $"The type is one of {string.Join(", ", Types)}."));
        }
        else if (fields.Type is { } other && other != project.Type)
        {
            problems.Add(new Problem("type", "The type of a project cannot be changed."));
        }
    }

    // Readers walk through all three lists.
    private static RawJson CompleteSchema(RawJson schema)
    {
        var lists = JsonNode.Parse(schema.Utf8.Span)!.AsObject();
        var missing = SchemaLists.Where(key => lists[key] is null).ToList();
        foreach (var key in missing)
        {
            lists[key] = new JsonArray();
        }

        return missing.Count == 0 ? schema : RawJson.From(lists);
    }

    private void AddVersions(Project project, Caller caller, bool isNewSchema, bool isNewWorkflow)
    {
        var now = clock.GetUtcNow();
        if (isNewSchema)
        {
            db.ProjectSchemas.Add(new ProjectSchemaVersion
            {
                ProjectId = project.Id, Version = project.SchemaVersion, Schema = project.CategorySchema, CreatedBy = caller.Email, CreatedAt = now,
            });
        }

        if (isNewWorkflow)
        {
            db.ProjectWorkflows.Add(new ProjectWorkflowVersion
            {
                ProjectId = project.Id, Version = project.StagesVersion, Stages = project.Stages, CreatedBy = caller.Email, CreatedAt = now,
            });
        }
    }

    private static Refusal Refuse(List<Problem> problems)
    {
        var more = problems.Count == 1 ? "" : $" There are {problems.Count} problems in all; error.problems lists them.";
        return Refusal.BadRequest($"{problems[0].Path}: {problems[0].Message}{more}", problems);
    }
}
