using System.Threading.Channels;
using Limn.Server.Database;
using Limn.Server.Jobs;
using Limn.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(TightApplication))]

namespace Limn.Server.Tests.Hosting;

/// <summary>A server whose limits are so small that tests can stand at them, just above and far above.</summary>
public sealed class TightApplication : IAsyncLifetime
{
    public const int JsonBodyBytes = 4_000;
    public const int StreamedBodyBytes = 20_000;
    public const int UploadBytes = 1_000;
    public const int CopiedFileBytes = 1_000;
    public const int ExportDays = 3;
    public const int JsonDepth = 12;
    public const int AnswerMembers = 3;
    public const int AnswerBytes = 1_500;
    public const int PageSize = 5;
    public const int OpenJobsPerUser = 2;
    public const int OpenPluginRunsPerUser = 2;
    public const int PluginLogLines = 60;
    public const int LoginsPerMinute = 6;

    /// <summary>The web server counts what frames the chunks of a body without a length.</summary>
    public const int ChunkFraming = 20;

    public LimnApplication Limn { get; private set; } = null!;

    /// <summary>Jobs that end when they are told to.</summary>
    internal GatedJob Gate { get; } = new();

    public async ValueTask InitializeAsync() => Limn = await LimnApplication.StartAsync(limn => limn
        .WithLimit(nameof(JsonBodyBytes), JsonBodyBytes)
        .WithLimit(nameof(StreamedBodyBytes), StreamedBodyBytes)
        .WithLimit(nameof(UploadBytes), UploadBytes)
        .WithLimit(nameof(CopiedFileBytes), CopiedFileBytes)
        .WithLimit("CopiedFileSeconds", 1)
        .WithLimit(nameof(ExportDays), ExportDays)
        .WithLimit(nameof(JsonDepth), JsonDepth)
        .WithLimit(nameof(AnswerMembers), AnswerMembers)
        .WithLimit(nameof(AnswerBytes), AnswerBytes)
        .WithLimit(nameof(PageSize), PageSize)
        .WithLimit(nameof(OpenJobsPerUser), OpenJobsPerUser)
        .WithLimit("RunningJobs", 1)
        .WithLimit(nameof(OpenPluginRunsPerUser), OpenPluginRunsPerUser)
        .WithLimit(nameof(PluginLogLines), PluginLogLines)
        .WithLimit(nameof(LoginsPerMinute), LoginsPerMinute)
        .With("Limn:AllowedHosts:0", "127.0.0.2")
        .WithServices(services => services.AddSingleton<IJobKind>(Gate)));

    public ValueTask DisposeAsync() => Limn.DisposeAsync();
}

/// <summary>Work that lasts until the test opens its gate.</summary>
internal sealed class GatedJob : IJobKind
{
    private readonly Channel<bool> gate = Channel.CreateUnbounded<bool>();
    private int running;

    public string Name => "test.gated";

    /// <summary>How many are at work now.</summary>
    public int Running => Volatile.Read(ref running);

    /// <summary>How many were at work at once, at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Lets one of them end.</summary>
    public void Open() => gate.Writer.TryWrite(true);

    public async Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            await gate.Reader.ReadAsync(cancellationToken);
            return RawJson.EmptyObject;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
