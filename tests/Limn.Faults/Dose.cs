namespace Limn.Faults;

/// <summary>How much of each fault: a little with every run of the tests, all of it on demand.</summary>
internal static class Dose
{
    public static readonly bool IsFull = Environment.GetEnvironmentVariable("LIMN_FAULTS") == "full";

    /// <summary>Random moments at which the process is killed.</summary>
    public static readonly int Kills = IsFull ? 100 : 3;

    /// <summary>Times that something happens to one process of three.</summary>
    public static readonly int Losses = IsFull ? 20 : 1;

    /// <summary>Times that other faults are repeated.</summary>
    public static readonly int Rounds = IsFull ? 5 : 1;

    /// <summary>How long each worker of the load rests between two things; at full dose it works as fast as it can.</summary>
    public static readonly TimeSpan Breath = IsFull ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50);

    /// <summary>How long the load runs between two faults, at most.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(IsFull ? 2 : 1);
}
