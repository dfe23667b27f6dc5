namespace Limn.Server.Jobs;

/// <summary>A job under way, as its kind sees it.</summary>
public sealed class JobRun(Job job)
{
    private long done = job.Done;
    private long total = job.Total ?? -1;

    public JobId Id => job.Id;

    public OrganizationId OrganizationId => job.OrganizationId;

    /// <summary>The project; jobs of kinds that concern none do not ask.</summary>
    public ProjectId ProjectId => job.ProjectId ?? throw new InvalidOperationException($"Job {job.Id} has no project.");

    public UserId UserId => job.UserId;

    public RawJson Input => job.Input;

    /// <summary>1 at the first attempt.</summary>
    public int Attempt => job.Attempts;

    public long Done => Interlocked.Read(ref done);

    public long? Total => Interlocked.Read(ref total) is var value and >= 0 ? value : null;

    /// <summary>Tells how far the work is; cheap, so call it for each item.</summary>
    public void Report(long itemsDone, long? itemsInAll)
    {
        Interlocked.Exchange(ref done, itemsDone);
        Interlocked.Exchange(ref total, itemsInAll ?? -1);
    }
}
