using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Issues;

/// <summary>What the project's settings ask of a task's issues before a review ends.</summary>
internal static class ReviewIssues
{
    public const string Required = "issueRequired";
    public const string StillOpen = "openIssues";

    /// <summary>Why a review may not end so; null when it may.</summary>
    public static async Task<Refusal?> CheckAsync(LimnDb db, LoadedTask loaded, SaveEnd end, CancellationToken cancellationToken)
    {
        var task = loaded.Task;
        var stored = await db.Projects.Where(project => project.Id == task.ProjectId).Select(project => project.Settings).FirstAsync(cancellationToken);
        var settings = ProjectSettings.From(stored);
        if (end != SaveEnd.Reject)
        {
            return settings.OpenIssuesBlockAccept && task.OpenIssues > 0
                ? Refuse(StillOpen, $"The task has open issues ({task.OpenIssues}). Resolve them first, or reject the task.")
                : null;
        }

        return settings.RejectRequiresIssue && !await db.Issues.AnyAsync(
            issue => issue.TaskId == task.Id && issue.StageId == task.StageId && issue.Status == IssueStatus.Open, cancellationToken)
            ? Refuse(Required, "This project wants an issue that says what is wrong before a task is rejected. Open one.")
            : null;
    }

    private static Refusal Refuse(string code, string message) => Refusal.Conflict(message) with { Problems = [new Problem("reviewStatus", message, code)] };
}
