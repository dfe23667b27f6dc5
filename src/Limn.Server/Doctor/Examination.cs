namespace Limn.Server.Doctor;

/// <summary>What the doctor is asked to do.</summary>
/// <param name="Hashes">Reads every blob and compares its hash, in place of its size only.</param>
/// <param name="Idle">Nothing is under way: what has not ended is wrong.</param>
internal sealed record DoctorRequest(bool Hashes, bool Idle);

/// <summary>Collects what one check finds. Safe for several threads.</summary>
internal sealed class Examination(DoctorRequest request)
{
    private const int MostExamples = 20;
    private readonly Lock guard = new();
    private readonly List<string> examples = [];
    private readonly List<string> notes = [];
    private long looked;
    private long findings;
    private long waiting;

    public DoctorRequest Request => request;

    /// <summary>What the check says of the whole, by name.</summary>
    public Dictionary<string, string> Digests { get; } = [];

    /// <summary>Counts a thing that was looked at.</summary>
    public void Look(long count = 1) => Interlocked.Add(ref looked, count);

    /// <summary>Something is wrong.</summary>
    public void Find(string sentence)
    {
        lock (guard)
        {
            findings++;
            Add(examples, sentence);
        }
    }

    /// <summary>Something has not ended, which a running server sees to.</summary>
    public void Wait(string sentence)
    {
        if (request.Idle)
        {
            Find(sentence);
            return;
        }

        lock (guard)
        {
            waiting++;
        }
    }

    /// <summary>Something is worth knowing.</summary>
    public void Note(string sentence)
    {
        lock (guard)
        {
            Add(notes, sentence);
        }
    }

    public CheckReport ToReport(string name, TimeSpan elapsed)
    {
        lock (guard)
        {
            return new CheckReport(name, looked, findings, waiting, [.. examples], [.. notes], Math.Round(elapsed.TotalSeconds, 2));
        }
    }

    private static void Add(List<string> lines, string line)
    {
        if (lines.Count < MostExamples)
        {
            lines.Add(line);
        }
    }
}

/// <summary>One thing that the doctor looks at.</summary>
internal interface IDoctorCheck
{
    string Name { get; }

    Task RunAsync(Examination examination, CancellationToken cancellationToken);
}
