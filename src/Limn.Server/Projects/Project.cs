using Limn.Server.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Projects;

/// <summary>A labelling project: its classes, its workflow, its people, its assets.</summary>
public sealed class Project
{
    public required ProjectId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    /// <summary><c>ango</c>, <c>pct</c> or <c>iframe</c>.</summary>
    public required string Type { get; set; }

    public required UserId OwnerId { get; init; }

    /// <summary>The category schema as its author sent it.</summary>
    public required RawJson CategorySchema { get; set; }

    /// <summary>Counts the schema's changes; every answer names the version it was written against.</summary>
    public int SchemaVersion { get; set; } = 1;

    /// <summary>The workflow: an array of stages as its author sent it.</summary>
    public required RawJson Stages { get; set; }

    /// <summary>Counts the workflow's changes, so that two people do not overwrite each other.</summary>
    public int StagesVersion { get; set; } = 1;

    /// <summary>The other settings of the wire's project object that were ever set, as one object.</summary>
    public required RawJson Settings { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>What a member may do in one project.</summary>
public enum ProjectRole
{
    Labeler,
    Reviewer,
    Lead,
    Manager,
}

/// <summary>A user's role in a project; at most one.</summary>
public sealed class ProjectMember
{
    public required ProjectId ProjectId { get; init; }

    public required UserId UserId { get; init; }

    public required ProjectRole Role { get; set; }
}

/// <summary>A category schema that was once in force: exports read old option texts through it.</summary>
public sealed class ProjectSchemaVersion
{
    public required ProjectId ProjectId { get; init; }

    public required int Version { get; init; }

    public required RawJson Schema { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A workflow that was once in force.</summary>
public sealed class ProjectWorkflowVersion
{
    public required ProjectId ProjectId { get; init; }

    public required int Version { get; init; }

    public required RawJson Stages { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ProjectConfiguration :
    IEntityTypeConfiguration<Project>,
    IEntityTypeConfiguration<ProjectMember>,
    IEntityTypeConfiguration<ProjectSchemaVersion>,
    IEntityTypeConfiguration<ProjectWorkflowVersion>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects");
        builder.HasIndex(project => new { project.OrganizationId, project.Id });
        builder.HasOne<Organization>().WithMany().HasForeignKey(project => project.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProjectMember> builder)
    {
        builder.ToTable("project_members");
        builder.HasKey(member => new { member.ProjectId, member.UserId });
        builder.HasIndex(member => member.UserId);
        builder.HasOne<Project>().WithMany().HasForeignKey(member => member.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ProjectSchemaVersion> builder)
    {
        builder.ToTable("project_schemas");
        builder.HasKey(version => new { version.ProjectId, version.Version });
    }

    public void Configure(EntityTypeBuilder<ProjectWorkflowVersion> builder)
    {
        builder.ToTable("project_workflows");
        builder.HasKey(version => new { version.ProjectId, version.Version });
    }
}
