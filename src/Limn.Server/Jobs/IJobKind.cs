namespace Limn.Server.Jobs;

/// <summary>Carries out one kind of job. Registered by name; a job may be started again from its beginning after a crash.</summary>
public interface IJobKind
{
    /// <summary>The name in <see cref="Job.Kind"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Does the work and returns the job's result. Throwing <see cref="Hosting.RefusedException"/> fails the job with that message and no
    /// further attempt; any other exception makes another attempt.
    /// </summary>
    Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken);
}
