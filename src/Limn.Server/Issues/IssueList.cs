using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Issues;

/// <summary>Lists issues. A labeler sees those of his tasks, and his own.</summary>
internal sealed class IssueList(LimnDb db, Limits limits)
{
    public async Task<Reply<IssuesReply>> ReadAsync(IssueQuery query, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var issues = Filter(Visible(query, project, caller), query, problems);
        if (problems.Count > 0)
        {
            return Refusal.BadRequest(problems[0].Message, problems);
        }

        var paging = new PageQuery(query.Page, query.Page is null && query.Limit is null ? limits.PageSize : query.Limit, null);
        var total = await issues.CountAsync(cancellationToken);
        var rows = await issues.OrderByDescending(issue => issue.Id).Skip(paging.Skip(limits)).Take(paging.Take(limits)).ToListAsync(cancellationToken);
        var replies = await db.DescribeAsync(rows, cancellationToken);
        return new IssuesReply(replies, replies, total);
    }

    private IQueryable<Issue> Visible(IssueQuery query, ProjectAccess project, Caller caller)
    {
        var issues = db.Issues.AsNoTracking().Where(issue => issue.ProjectId == project.ProjectId);
        if (project.Role != Role.Labeler)
        {
            return issues.Where(issue => db.Tasks.Any(task => task.Id == issue.TaskId && task.DeletedAt == null));
        }

        var (user, email) = ((UserId?)caller.UserId, caller.Email);
        var tasks = db.VisibleTasks(project, caller).Select(task => task.Id);

        // Of a task that he may open, as nobody has it, he sees all too.
        var isOne = TaskId.TryParse(query.LabelTask, null, out var one);
        return issues.Where(issue => tasks.Contains(issue.TaskId)
            || (issue.CreatedBy == email && db.Tasks.Any(task => task.Id == issue.TaskId && task.DeletedAt == null))
            || (isOne && issue.TaskId == one && db.Tasks.Any(task => task.Id == one && task.DeletedAt == null && (task.AssigneeId == null || task.AssigneeId == user))));
    }

    private static IQueryable<Issue> Filter(IQueryable<Issue> issues, IssueQuery query, List<Problem> problems)
    {
        if (query.Asset is { Length: > 0 } asset)
        {
            issues = AssetId.TryParse(asset, null, out var id) ? issues.Where(issue => issue.AssetId == id) : Malformed(issues, problems, "asset", asset);
        }

        if (query.LabelTask is { Length: > 0 } task)
        {
            issues = TaskId.TryParse(task, null, out var id) ? issues.Where(issue => issue.TaskId == id) : Malformed(issues, problems, "task", task);
        }

        if (query.Status is { Length: > 0 } text)
        {
            issues = Enum.TryParse<IssueStatus>(text, ignoreCase: true, out var status) && char.IsLetter(text[0])
                ? issues.Where(issue => issue.Status == status)
                : Malformed(issues, problems, "status", text);
        }

        if (query.Stage is { Length: > 0 } stage)
        {
            issues = issues.Where(issue => issue.StageId == stage || issue.StageName == stage);
        }

        if (query.CreatedBy is { Length: > 0 } by)
        {
            issues = issues.Where(issue => issue.CreatedBy == by);
        }

        return query.Assignee is { Length: > 0 } assignee ? issues.Where(issue => issue.Assignee == assignee) : issues;
    }

    private static IQueryable<Issue> Malformed(IQueryable<Issue> issues, List<Problem> problems, string name, string text)
    {
        problems.Add(new Problem(name, $"Invalid {name}: {text}."));
        return issues;
    }
}
