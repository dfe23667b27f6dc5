using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Issues;

/// <summary>Issues: threads on tasks.</summary>
internal static class IssuesApi
{
    private static readonly Scope BodyTask = new("project of the task in the body (labelTask)", async request =>
    {
        var text = await BodyScope.ReadTopLevelTextAsync(request.Http, ["labelTask"]);
        return text is null ? Refusal.BadRequest("Name the task: the body lacks the key \"labelTask\".") : await request.EnterTaskAsync(text);
    });

    private static readonly Scope RouteIssue = new("project of the issue in the route", async request =>
    {
        var text = Scopes.Route(request, "issueId");
        if (!IssueId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("issue", text);
        }

        var project = await request.Db.Issues.Where(issue => issue.Id == id && request.Db.Tasks.Any(task => task.Id == issue.TaskId && task.DeletedAt == null))
            .Select(issue => (ProjectId?)issue.ProjectId).FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterProjectOfAsync(request, "issue", text, project);
    });

    public static void AddIssues(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IssueWriter>();
        builder.Services.AddScoped<IssueList>();
        builder.Services.AddSingleton<IssueNotices>();
    }

    public static void MapIssues(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/issues").WithTags("Issues");
        group.MapGet("", List).Needs(Permission.IssueRead, Scopes.QueryProject).WithSummary("The issues of a project that the caller may see, the newest first");
        group.MapPost("", Open).Needs(Permission.IssueWrite, BodyTask).Creates().WithSummary("Open an issue on a task, a place in it, or an object");
        group.MapGet("/{issueId}", Get).Needs(Permission.IssueRead, RouteIssue).WithSummary("One issue with its comments");
        group.MapPost("/{issueId}", Edit).Needs(Permission.IssueWrite, RouteIssue).WithSummary("Change, resolve, close or open again");
        group.MapDelete("/{issueId}", Delete).Needs(Permission.IssueWrite, RouteIssue).WithSummary("Delete an issue with its comments");
        group.MapPost("/{issueId}/comment", Comment).Needs(Permission.IssueWrite, RouteIssue).WithSummary("Reply to an issue");
        group.MapPost("/{issueId}/comment/{commentId}", EditComment).Needs(Permission.IssueWrite, RouteIssue).WithSummary("Change a reply");
        group.MapDelete("/{issueId}/comment/{commentId}", DeleteComment).Needs(Permission.IssueWrite, RouteIssue).WithSummary("Delete a reply");
    }

    private static Task<Reply<IssuesReply>> List(
        [AsParameters] IssueQuery query, Caller caller, ProjectAccess project, IssueList list, CancellationToken cancellationToken) =>
        list.ReadAsync(query, project, caller, cancellationToken);

    private static async Task<Reply<IssueEnvelope>> Get(IssueId issueId, Caller caller, ProjectAccess project, LimnDb db, CancellationToken cancellationToken)
    {
        var issue = await db.Issues.AsNoTracking().FirstAsync(row => row.Id == issueId, cancellationToken);
        return await MayReadAsync(db, issue.TaskId, project, caller, cancellationToken)
            ? await EnvelopeAsync(db, issue, cancellationToken)
            : Refusal.NotFound($"Invalid issue: {issueId}.");
    }

    private static async Task<Reply<IssueEnvelope>> Open(
        NewIssueRequest request, Caller caller, ProjectAccess project, IssueWriter issues, LimnDb db, CancellationToken cancellationToken)
    {
        var id = TaskId.Parse(request.LabelTask!, null);
        var task = await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
        return await db.MayReadAsync(task, project, caller, cancellationToken)
            ? await ReplyAsync(db, await issues.OpenAsync(task, request, caller, project, cancellationToken), cancellationToken)
            : Refusal.NotFound($"Invalid task: {id}.");
    }

    private static async Task<Reply<IssueEnvelope>> Edit(
        IssueId issueId, EditIssueRequest request, Caller caller, ProjectAccess project, IssueWriter issues, LimnDb db, CancellationToken cancellationToken) =>
        await CheckAsync(db, issueId, project, caller, cancellationToken) is { } refusal
            ? refusal
            : await ReplyAsync(db, await issues.EditAsync(issueId, request, caller, project, cancellationToken), cancellationToken);

    private static async Task<Reply<IssueEnvelope>> Comment(
        IssueId issueId, CommentRequest request, Caller caller, ProjectAccess project, IssueWriter issues, LimnDb db, CancellationToken cancellationToken) =>
        await CheckAsync(db, issueId, project, caller, cancellationToken) is { } refusal
            ? refusal
            : await ReplyAsync(db, await issues.CommentAsync(issueId, request, caller, project, cancellationToken), cancellationToken);

    private static async Task<Reply<IssueEnvelope>> EditComment(
        IssueId issueId, IssueCommentId commentId, CommentRequest request, Caller caller, ProjectAccess project, IssueWriter issues, LimnDb db,
        CancellationToken cancellationToken) =>
        await CheckAsync(db, issueId, project, caller, cancellationToken) is { } refusal
            ? refusal
            : await ReplyAsync(db, await issues.CommentAsync(issueId, request, caller, project, cancellationToken, commentId), cancellationToken);

    private static async Task<Reply<MessageReply>> Delete(
        IssueId issueId, string? project, Caller caller, ProjectAccess access, IssueWriter issues, LimnDb db, CancellationToken cancellationToken)
    {
        if (project is not null && project != access.ProjectId.ToString())
        {
            return Refusal.NotFound($"Invalid issue: {issueId}.");
        }

        return (await CheckAsync(db, issueId, access, caller, cancellationToken) ?? await issues.DeleteAsync(issueId, null, caller, access, cancellationToken)) is { } refusal
            ? refusal
            : new MessageReply("The issue is deleted.");
    }

    private static async Task<Reply<MessageReply>> DeleteComment(
        IssueId issueId, IssueCommentId commentId, Caller caller, ProjectAccess project, IssueWriter issues, LimnDb db, CancellationToken cancellationToken) =>
        (await CheckAsync(db, issueId, project, caller, cancellationToken) ?? await issues.DeleteAsync(issueId, commentId, caller, project, cancellationToken)) is { } refusal
            ? refusal
            : new MessageReply("The reply is deleted.");

    private static async Task<Refusal?> CheckAsync(LimnDb db, IssueId id, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var task = await db.Issues.Where(row => row.Id == id).Select(row => row.TaskId).FirstAsync(cancellationToken);
        return await MayReadAsync(db, task, project, caller, cancellationToken) ? null : Refusal.NotFound($"Invalid issue: {id}.");
    }

    private static async Task<bool> MayReadAsync(LimnDb db, TaskId id, ProjectAccess project, Caller caller, CancellationToken cancellationToken) =>
        await db.MayReadAsync(await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken), project, caller, cancellationToken);

    private static async Task<Reply<IssueEnvelope>> ReplyAsync(LimnDb db, Reply<Issue> issue, CancellationToken cancellationToken) =>
        issue.Refusal is { } refusal ? refusal : await EnvelopeAsync(db, issue.Value!, cancellationToken);

    private static async Task<IssueEnvelope> EnvelopeAsync(LimnDb db, Issue issue, CancellationToken cancellationToken) =>
        new((await db.DescribeAsync([issue], cancellationToken))[0]);
}
