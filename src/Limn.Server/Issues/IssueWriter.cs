using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using static Limn.Server.Annotations.TaskTopic;

namespace Limn.Server.Issues;

/// <summary>Opens, changes, answers and deletes issues; the task's number of open ones, notifications and open windows follow.</summary>
internal sealed class IssueWriter(LimnDb db, Writes writes, ProjectDefinitions definitions, IssueNotices notices, LiveTopics live, TimeProvider clock)
{
    public async Task<Reply<Issue>> OpenAsync(AnnotationTask task, NewIssueRequest request, Caller caller, ProjectAccess project, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var stages = await db.Projects.Where(row => row.Id == task.ProjectId).Select(row => row.StagesVersion).FirstAsync(cancellationToken);
        var graph = await definitions.StagesAsync(db, task.ProjectId, stages, cancellationToken);
        var issue = New(task, request, caller, new IssueFields(problems), graph.Find(task.StageId)?.Name ?? task.StageId);
        if (issue is { Position: not null, ObjectId: not null })
        {
            problems.Add(new Problem("position", "An issue is about a place or about an object, not both."));
        }

        await CheckPeopleAsync(project, issue.Mentions, issue.Assignee, problems, cancellationToken);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        db.Issues.Add(issue);
        await notices.OpenedAsync(write, issue, task, project.ProjectRole, cancellationToken);
        await SaveAsync(write, issue, "created", cancellationToken);
        return issue;
    }

    public async Task<Reply<Issue>> EditAsync(IssueId id, EditIssueRequest edit, Caller caller, ProjectAccess project, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var fields = new IssueFields(problems);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (await db.Issues.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } issue)
        {
            return Refusal.NotFound($"Invalid issue: {id}.");
        }

        if (IssueRules.CheckEdit(issue, edit, caller, project) is { } refusal)
        {
            return refusal;
        }

        var isMoved = edit.Status is { } status && status != issue.Status;
        if (!edit.Position.IsEmpty && issue.Position is null)
        {
            problems.Add(new Problem("position", "This issue is about no place; open another one."));
        }

        Apply(issue, edit, fields, caller);
        await CheckPeopleAsync(project, issue.Mentions, issue.Assignee, problems, cancellationToken);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        if (isMoved)
        {
            await notices.MovedAsync(write, issue, cancellationToken);
        }

        await SaveAsync(write, issue, "updated", cancellationToken);
        return issue;
    }

    public async Task<Reply<Issue>> CommentAsync(
        IssueId id, CommentRequest request, Caller caller, ProjectAccess project, CancellationToken cancellationToken, IssueCommentId? replaces = null)
    {
        var problems = new List<Problem>();
        var fields = new IssueFields(problems);
        var (content, mentions) = (fields.Content(request.Content), RawJson.From(fields.Mentions(request.ContentMentions)));
        await CheckPeopleAsync(project, mentions, null, problems, cancellationToken);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (await db.Issues.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } issue)
        {
            return Refusal.NotFound($"Invalid issue: {id}.");
        }

        var now = clock.GetUtcNow();
        if (replaces is { } commentId)
        {
            if (await db.IssueComments.FirstOrDefaultAsync(row => row.Id == commentId && row.IssueId == id, cancellationToken) is not { } comment)
            {
                return Refusal.NotFound($"Invalid comment: {commentId}.");
            }

            if (IssueRules.CheckAuthor(comment.CreatedBy, caller, project) is { } refusal)
            {
                return refusal;
            }

            (comment.Content, comment.Mentions, comment.UpdatedAt) = (content, mentions, now);
        }
        else
        {
            var comment = new IssueComment
            {
                Id = Id.New<IssueComment>(clock), IssueId = id, Content = content, Mentions = mentions, CreatedBy = caller.Email, CreatedAt = now, UpdatedAt = now,
            };
            db.IssueComments.Add(comment);
            await notices.RepliedAsync(write, issue, comment, cancellationToken);
        }

        (issue.UpdatedAt, issue.UpdatedBy) = (now, caller.Email);
        await SaveAsync(write, issue, "commented", cancellationToken);
        return issue;
    }

    public async Task<Refusal?> DeleteAsync(IssueId id, IssueCommentId? commentId, Caller caller, ProjectAccess project, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var issue = await db.Issues.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        var comment = commentId is null ? null : await db.IssueComments.FirstOrDefaultAsync(row => row.Id == commentId && row.IssueId == id, cancellationToken);
        if (issue is null || (commentId is not null && comment is null))
        {
            return Refusal.NotFound(commentId is null ? $"Invalid issue: {id}." : $"Invalid comment: {commentId}.");
        }

        if (IssueRules.CheckAuthor(comment?.CreatedBy ?? issue.CreatedBy, caller, project) is { } refusal)
        {
            return refusal;
        }

        db.Remove((object?)comment ?? issue);
        await SaveAsync(write, issue, comment is null ? "deleted" : "commented", cancellationToken);
        return null;
    }

    private async Task SaveAsync(Write write, Issue issue, string change, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var task = issue.TaskId;
        await db.Tasks.Where(row => row.Id == task).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.OpenIssues, row => db.Issues.Count(other => other.TaskId == row.Id && other.Status == IssueStatus.Open))
                .SetProperty(row => row.Version, row => row.Version + 1),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        await live.PublishAsync(Of(task), "issue", new { task, issue = issue.Id, change });
    }

    private Issue New(AnnotationTask task, NewIssueRequest request, Caller caller, IssueFields fields, string stageName)
    {
        var now = clock.GetUtcNow();
        return new Issue
        {
            Id = Id.New<Issue>(clock), OrganizationId = task.OrganizationId, ProjectId = task.ProjectId, TaskId = task.Id, AssetId = task.AssetId,
            Content = fields.Content(request.Content), Position = fields.Position(request.Position), Page = fields.Index(request.Page, "page"),
            PageEnd = fields.Index(request.PageEnd, "pageEnd"), ObjectId = request.ObjectId is { Length: > 0 } id ? id : null,
            Anchor = fields.Object(request.Anchor, "anchor"), StageId = task.StageId, StageName = stageName,
            ErrorCodes = fields.ErrorCodes(request.ErrorCodes), Mentions = RawJson.From(fields.Mentions(request.ContentMentions)),
            PctDetails = fields.Object(request.PctDetails, "pctDetails"), SuggestedEdit = fields.List(request.SuggestedEdit, "suggestedEdit"),
            Assignee = string.IsNullOrEmpty(request.Assignee) ? null : request.Assignee,
            CreatedBy = caller.Email, CreatedAt = now, UpdatedBy = caller.Email, UpdatedAt = now,
        };
    }

    private void Apply(Issue issue, EditIssueRequest edit, IssueFields fields, Caller caller)
    {
        var now = clock.GetUtcNow();
        if (edit.Content is not null)
        {
            issue.Content = fields.Content(edit.Content);
            issue.Mentions = edit.ContentMentions.IsEmpty ? issue.Mentions : RawJson.From(fields.Mentions(edit.ContentMentions));
        }

        issue.Position = fields.Position(edit.Position) ?? issue.Position;
        if (edit.Status is { } status && status != issue.Status)
        {
            issue.Status = status;
            issue.ResolvedBy = status == IssueStatus.Open ? null : caller.Email;
            issue.ResolvedAt = status == IssueStatus.Open ? null : now;
        }

        issue.ErrorCodes = edit.ErrorCodes.IsEmpty ? issue.ErrorCodes : fields.ErrorCodes(edit.ErrorCodes);
        issue.PctDetails = edit.PctDetails.IsEmpty ? issue.PctDetails : fields.Object(edit.PctDetails, "pctDetails");
        issue.Suggestion = edit.Suggestion ?? issue.Suggestion;
        issue.Assignee = edit.Assignee is null ? issue.Assignee : edit.Assignee.Length == 0 ? null : edit.Assignee;
        (issue.UpdatedBy, issue.UpdatedAt) = (caller.Email, now);
    }

    private async Task CheckPeopleAsync(
        ProjectAccess project, RawJson mentions, string? assignee, List<Problem> problems, CancellationToken cancellationToken)
    {
        var emails = IssueReader.EmailsIn(mentions);
        if (emails.Count == 0 && assignee is null)
        {
            return;
        }

        var people = await db.ReadPeopleAsync(project.OrganizationId, project.ProjectId, cancellationToken);
        problems.AddRange(emails.Where(email => !people.ContainsKey(email))
            .Select(email => new Problem("contentMentions", $"{email} is no member of the project; only members can be mentioned.")));
        if (assignee is not null && !people.ContainsKey(assignee))
        {
            problems.Add(new Problem("assignee", $"{assignee} is no member of the project."));
        }
    }

    private static Refusal Refuse(List<Problem> problems) => Refusal.BadRequest($"{problems[0].Path}: {problems[0].Message}", problems);
}
