namespace Limn.Client;

/// <summary>What a member may do in a project, from least to most.</summary>
public enum ProjectRole
{
    /// <summary>Labels tasks.</summary>
    Labeler,

    /// <summary>Labels, reviews, requeues and reassigns tasks.</summary>
    Reviewer,

    /// <summary>As a reviewer, and gives out tasks.</summary>
    Lead,

    /// <summary>Everything, with export and settings.</summary>
    Manager,
}
