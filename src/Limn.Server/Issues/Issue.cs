using Limn.Server.Assets;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Issues;

/// <summary>A thread on a task: about all of it, a place in it, or an object.</summary>
public sealed class Issue
{
    public required IssueId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required TaskId TaskId { get; init; }

    public required AssetId AssetId { get; init; }

    public required string Content { get; set; }

    public IssueStatus Status { get; set; }

    /// <summary>A place as text: <c>[25, 15]</c>, or the index of a character.</summary>
    public string? Position { get; set; }

    /// <summary>First page or frame, from 0.</summary>
    public int? Page { get; init; }

    /// <summary>Last page or frame, from 0.</summary>
    public int? PageEnd { get; init; }

    /// <summary>The object that it is about.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Where it was opened, for the editor to show it as it was: zoom, window, camera. JSON object.</summary>
    public required RawJson Anchor { get; init; }

    /// <summary>The stage in which the task stood.</summary>
    public required string StageId { get; init; }

    public required string StageName { get; init; }

    /// <summary>JSON list of <c>{category, name, key?}</c>.</summary>
    public required RawJson ErrorCodes { get; set; }

    /// <summary>JSON list of e-mails.</summary>
    public required RawJson Mentions { get; set; }

    /// <summary>Kept as it came.</summary>
    public required RawJson PctDetails { get; set; }

    /// <summary>JSON list of operations that the labeler may accept; empty for none.</summary>
    public required RawJson SuggestedEdit { get; set; }

    /// <summary>What became of the suggested edit; null while nobody has decided, or when there is none.</summary>
    public SuggestionOutcome? Suggestion { get; set; }

    /// <summary>E-mail of who is to deal with it.</summary>
    public string? Assignee { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string UpdatedBy { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public string? ResolvedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }
}

public enum IssueStatus
{
    Open,
    Resolved,

    /// <summary>Closed without a change, by a lead.</summary>
    Closed,
}

/// <summary>What became of a suggested edit.</summary>
public enum SuggestionOutcome
{
    Accepted,
    Declined,
}

/// <summary>A reply in an issue.</summary>
public sealed class IssueComment
{
    public required IssueCommentId Id { get; init; }

    public required IssueId IssueId { get; init; }

    public required string Content { get; set; }

    /// <summary>JSON list of e-mails.</summary>
    public required RawJson Mentions { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class IssueConfiguration : IEntityTypeConfiguration<Issue>, IEntityTypeConfiguration<IssueComment>
{
    public void Configure(EntityTypeBuilder<Issue> builder)
    {
        builder.ToTable("issues");
        builder.HasIndex(issue => new { issue.ProjectId, issue.Id });
        builder.HasIndex(issue => new { issue.TaskId, issue.Id });
        builder.HasOne<Project>().WithMany().HasForeignKey(issue => issue.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Asset>().WithMany().HasForeignKey(issue => issue.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(issue => issue.TaskId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IssueComment> builder)
    {
        builder.ToTable("issue_comments");
        builder.HasIndex(comment => new { comment.IssueId, comment.Id });
        builder.HasOne<Issue>().WithMany().HasForeignKey(comment => comment.IssueId).OnDelete(DeleteBehavior.Cascade);
    }
}
