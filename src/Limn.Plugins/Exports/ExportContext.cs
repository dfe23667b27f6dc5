using System.Runtime.CompilerServices;
using System.Text.Json;
using Limn.Client;
using Limn.Formats.AngoExport;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>What the function of an <see cref="ExportPlugin"/> works with.</summary>
public sealed class ExportContext : RunContext
{
    private readonly ExportFile tasks;

    internal ExportContext(PluginRun run, ExportFile tasks)
        : base(run)
    {
        this.tasks = tasks;
        TaskCount = tasks.TaskCount;
    }

    /// <summary>Ids of the stages the user chose; empty means all.</summary>
    public IReadOnlyList<string> Stages => StagesOf(Run);

    /// <summary>The frames that the hub interpolated are left out: the configuration has <c>"include_key_frames_only": true</c>.</summary>
    public bool IncludeKeyFramesOnly => KeyFramesOnly(Run);

    /// <summary>Number of tasks: what the hub told, else known after they have been read once to the end. Zero is possible.</summary>
    public int? TaskCount { get; private set; }

    /// <summary>Reads the tasks one by one from the disk. Can be called any number of times.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The tasks with their assets and answers.</returns>
    /// <exception cref="JsonException">A record is no JSON, or of another form; the message has its number.</exception>
    public IAsyncEnumerable<ExportRecord> ReadTasksAsync(CancellationToken cancellationToken = default) =>
        CountAsync(tasks.ReadTasksAsync(cancellationToken), cancellationToken);

    /// <summary>Reads the tasks as they came, for members that the typed records do not have.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Records of the export format; they stay valid.</returns>
    /// <exception cref="JsonException">A record is no JSON.</exception>
    public IAsyncEnumerable<JsonElement> ReadRawAsync(CancellationToken cancellationToken = default) =>
        CountAsync(tasks.ReadRawAsync(cancellationToken), cancellationToken);

    /// <summary>Exports the issues of the project, with the batches of this run.</summary>
    /// <param name="cancellationToken">Gives the export up.</param>
    /// <returns>All of them.</returns>
    public async Task<IReadOnlyList<IssueRecord>> ReadIssuesAsync(CancellationToken cancellationToken = default)
    {
        var query = new ExportQuery { ProjectId = ProjectId, Kind = ExportKind.Issue, Batches = BatchIds };
        await using var file = await Client.ExportAsync(query, cancellationToken);
        var issues = new List<IssueRecord>();
        await foreach (var issue in file.ReadIssuesAsync(cancellationToken))
            issues.Add(issue);
        return issues;
    }

    internal static ExportQuery QueryOf(PluginRun run) => new()
    {
        ProjectId = run.Payload.ProjectId,
        Stages = StagesOf(run),
        Batches = run.Payload.Batches,
        IncludeOnlyKeyFrames = KeyFramesOnly(run),
    };

    /// <summary>A hub that says nothing about stages means the finished tasks; one that says none means all.</summary>
    private static IReadOnlyList<string> StagesOf(PluginRun run) => run.Payload.List("stage") ?? ["Complete"];

    private async IAsyncEnumerable<T> CountAsync<T>(
        IAsyncEnumerable<T> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            count++;
            yield return record;
        }

        TaskCount = count;
    }

    private static bool KeyFramesOnly(PluginRun run) =>
        run.Config["include_key_frames_only"]?.GetValueKind() == JsonValueKind.True;
}
