using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;

namespace Limn.Server.Issues;

/// <summary>
/// Who may do what with an issue of a task that he may read: everybody writes, answers, resolves and opens again; only its author and leads
/// change its text or delete it; only leads close it for good.
/// </summary>
internal static class IssueRules
{
    public static Refusal? CheckEdit(Issue issue, EditIssueRequest edit, Caller caller, ProjectAccess project)
    {
        var isLead = project.ProjectRole >= ProjectRole.Lead;
        if (!isLead && (edit.Status == IssueStatus.Closed || (issue.Status == IssueStatus.Closed && edit.Status is not null)))
        {
            return Refusal.Forbidden("Leads and managers close issues, and open closed ones again.");
        }

        var changesText = edit.Content is not null || !edit.Position.IsEmpty || !edit.ErrorCodes.IsEmpty || !edit.PctDetails.IsEmpty;
        return changesText ? CheckAuthor(issue.CreatedBy, caller, project) : null;
    }

    /// <summary>Why the caller may not change or delete what somebody wrote; null when he may.</summary>
    public static Refusal? CheckAuthor(string author, Caller caller, ProjectAccess project) =>
        author == caller.Email || project.ProjectRole >= ProjectRole.Lead
            ? null
            : Refusal.Forbidden("Its author, leads and managers change or delete it.");
}
