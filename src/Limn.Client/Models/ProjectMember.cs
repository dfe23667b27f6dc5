namespace Limn.Client;

/// <summary>Somebody who works in a project.</summary>
public sealed record ProjectMember
{
    /// <summary>E-mail address.</summary>
    public string Assignee { get; init; } = "";

    /// <summary><c>Manager</c>, <c>Lead</c>, <c>Reviewer</c> or <c>Labeler</c>.</summary>
    public string Role { get; init; } = "";
}
