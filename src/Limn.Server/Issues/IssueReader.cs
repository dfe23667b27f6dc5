using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Issues;

/// <summary>Describes issues as the wire shows them, in a constant number of statements.</summary>
internal static class IssueReader
{
    private const int LongestTitle = 100;

    public static async Task<List<IssueReply>> DescribeAsync(this LimnDb db, IReadOnlyList<Issue> issues, CancellationToken cancellationToken)
    {
        var ids = issues.Select(issue => issue.Id).ToList();
        var comments = await db.IssueComments.AsNoTracking().Where(comment => ids.Contains(comment.IssueId)).OrderBy(comment => comment.Id)
            .ToListAsync(cancellationToken);
        var mentioned = issues.SelectMany(issue => EmailsIn(issue.Mentions)).Concat(comments.SelectMany(comment => EmailsIn(comment.Mentions))).ToHashSet();
        var names = mentioned.Count == 0
            ? []
            : await db.Users.Where(user => mentioned.Contains(user.Email)).ToDictionaryAsync(user => user.Email, user => user.Name, cancellationToken);
        var byIssue = comments.ToLookup(comment => comment.IssueId);
        return [.. issues.Select(issue => Describe(issue, names, [.. byIssue[issue.Id].Select(comment => Describe(comment, names))]))];
    }

    public static IReadOnlyList<string> EmailsIn(RawJson mentions) => mentions.To<List<string>>() ?? [];

    private static IssueReply Describe(Issue issue, Dictionary<string, string> names, IReadOnlyList<CommentReply> comments)
    {
        var codes = issue.ErrorCodes.To<List<ErrorCodeReply>>() ?? [];
        var firstLine = issue.Content.Split('\n', 2)[0].Trim();
        return new IssueReply
        {
            Id = issue.Id, Title = firstLine.Length > LongestTitle ? firstLine[..LongestTitle] : firstLine, Content = issue.Content,
            Project = issue.ProjectId, Asset = issue.AssetId, LabelTask = issue.TaskId, Status = issue.Status, CreatedBy = issue.CreatedBy,
            Assignee = issue.Assignee, UpdatedBy = issue.UpdatedBy, ResolvedBy = issue.ResolvedBy, CreatedAt = issue.CreatedAt,
            UpdatedAt = issue.UpdatedAt, ResolvedAt = issue.ResolvedAt, Position = issue.Position, Page = issue.Page, PageEnd = issue.PageEnd,
            ObjectId = issue.ObjectId, Stage = issue.StageName, StageId = issue.StageId, ErrorType = codes.FirstOrDefault()?.Category,
            ErrorCode = codes.FirstOrDefault()?.Name, ErrorCodes = codes, ContentMentions = ToMentions(issue.Mentions, names), Comments = comments,
            PctDetails = issue.PctDetails, Anchor = issue.Anchor, SuggestedEdit = issue.SuggestedEdit, Suggestion = issue.Suggestion,
        };
    }

    private static CommentReply Describe(IssueComment comment, Dictionary<string, string> names) => new(
        comment.Id, comment.Content, comment.CreatedBy, comment.CreatedAt, comment.UpdatedAt, ToMentions(comment.Mentions, names));

    private static List<MentionReply> ToMentions(RawJson mentions, Dictionary<string, string> names) =>
        [.. EmailsIn(mentions).Select(email => new MentionReply(email, names.GetValueOrDefault(email, email)))];
}
