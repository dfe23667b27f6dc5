namespace Limn.Server.Database;

/// <summary>What only one process of a cluster does at a time.</summary>
public enum Turn
{
    /// <summary>Preparing the database, before the process serves.</summary>
    Start = 1,

    /// <summary>Choosing messages of the outbox.</summary>
    Outbox = 2,

    /// <summary>Removing what is old.</summary>
    Cleaning = 3,
}
