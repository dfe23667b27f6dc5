namespace Limn.Client;

/// <summary>The verdict of a reviewer.</summary>
public enum ReviewStatus
{
    /// <summary>The task goes on.</summary>
    Accepted,

    /// <summary>The task goes back.</summary>
    Rejected,
}
