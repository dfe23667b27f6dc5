using Limn.Server.Notifications;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Issues;

/// <summary>Tells people about issues: whom a text mentions, and whoever takes part in the task or the thread. Nobody is told of his own words.</summary>
internal sealed class IssueNotices(TimeProvider clock)
{
    private const int LongestMessage = 300;

    /// <summary>A new issue: the task's people; leads and managers when a labeler opened it.</summary>
    public async Task OpenedAsync(Write write, Issue issue, AnnotationTask task, ProjectRole author, CancellationToken cancellationToken)
    {
        var workers = await WorkersAsync(write.Db, task, cancellationToken);
        var leads = author > ProjectRole.Labeler
            ? []
            : await write.Db.ProjectMembers.Where(member => member.ProjectId == issue.ProjectId && member.Role >= ProjectRole.Lead)
                .Select(member => member.UserId).ToListAsync(cancellationToken);
        var emails = issue.Assignee is null ? IssueReader.EmailsIn(issue.Mentions) : [.. IssueReader.EmailsIn(issue.Mentions), issue.Assignee];
        await TellAsync(write, issue, new Notice(issue.CreatedBy, issue.Content, "opened an issue"), (emails, [.. workers, .. leads]), cancellationToken);
    }

    /// <summary>A reply: whom it mentions, and everybody in the thread.</summary>
    public async Task RepliedAsync(Write write, Issue issue, IssueComment comment, CancellationToken cancellationToken)
    {
        var authors = await write.Db.IssueComments.Where(other => other.IssueId == issue.Id).Select(other => other.CreatedBy).Distinct().ToListAsync(cancellationToken);
        List<string> others = [issue.CreatedBy, .. authors];
        var users = await write.Db.Users.Where(user => others.Contains(user.Email)).Select(user => user.Id).ToListAsync(cancellationToken);
        await TellAsync(
            write, issue, new Notice(comment.CreatedBy, comment.Content, "replied to an issue"), (IssueReader.EmailsIn(comment.Mentions), users), cancellationToken);
    }

    /// <summary>Resolved, closed or opened again: its author.</summary>
    public async Task MovedAsync(Write write, Issue issue, CancellationToken cancellationToken)
    {
        var users = await write.Db.Users.Where(user => user.Email == issue.CreatedBy).Select(user => user.Id).ToListAsync(cancellationToken);
        var what = issue.Status == IssueStatus.Open ? "opened your issue again" : $"{issue.Status.ToString().ToLowerInvariant()} your issue";
        await TellAsync(write, issue, new Notice(issue.UpdatedBy, issue.Content, what), ([], users), cancellationToken);
    }

    private async Task TellAsync(
        Write write, Issue issue, Notice notice, (IReadOnlyList<string> Emails, IReadOnlyList<UserId> Users) people, CancellationToken cancellationToken)
    {
        var (emails, users) = people;
        var found = await write.Db.Users.Where(user => emails.Contains(user.Email) || users.Contains(user.Id))
            .Select(user => new { user.Id, user.Email }).ToListAsync(cancellationToken);
        foreach (var user in found.Where(user => user.Email != notice.By))
        {
            var isMentioned = emails.Contains(user.Email, StringComparer.OrdinalIgnoreCase);
            write.Notify(new Notification
            {
                Id = Id.New<Notification>(clock), UserId = user.Id, OrganizationId = issue.OrganizationId, ProjectId = issue.ProjectId,
                Kind = isMentioned ? "issue.mentioned" : "issue.changed", Title = $"{notice.By} {(isMentioned ? "mentioned you in an issue" : notice.What)}",
                Message = notice.Text.Length > LongestMessage ? notice.Text[..LongestMessage] : notice.Text,
                Link = $"/projects/{issue.ProjectId}/tasks/{issue.TaskId}/edit?issue={issue.Id}", CreatedAt = clock.GetUtcNow(),
            });
        }
    }

    /// <summary>Who has the task, and who had it before.</summary>
    private static async Task<List<UserId>> WorkersAsync(LimnDb db, AnnotationTask task, CancellationToken cancellationToken)
    {
        var workers = await db.StageAssignees.Where(row => row.TaskId == task.Id).Select(row => row.UserId).ToListAsync(cancellationToken);
        return task.AssigneeId is { } assignee ? [.. workers, assignee] : workers;
    }

    private sealed record Notice(string By, string Text, string What);
}
