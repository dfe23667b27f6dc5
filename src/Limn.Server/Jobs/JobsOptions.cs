using Microsoft.Extensions.Options;

namespace Limn.Server.Jobs;

/// <summary>The times of jobs; section <c>Limn:Jobs</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Limn:Jobs";

    /// <summary>
    /// How long after its last sign of life a process may still hold a job; then another takes it up. Default 30 s, at least 3 s. The clocks
    /// of all machines must agree better than this.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often abandoned jobs are looked for.</summary>
    internal TimeSpan RecoveryInterval => Lease / 3;
}

/// <summary>A lease must outlive the beats that renew it.</summary>
internal sealed class JobsOptionsValidator : IValidateOptions<JobsOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    public ValidateOptionsResult Validate(string? name, JobsOptions options) => options.Lease < Shortest
        ? ValidateOptionsResult.Fail($"{JobsOptions.Section}:Lease must be at least {Shortest}.")
        : ValidateOptionsResult.Success;
}
