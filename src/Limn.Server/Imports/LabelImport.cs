using Limn.Annotations.Schemas;
using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Imports;

/// <summary>
/// Imports labels: line by line out of a body of any size, in chunks that are looked up, checked and written together. A line that is wrong
/// is refused as a whole and reported; the others are imported.
/// </summary>
internal sealed class LabelImport(LimnDb db, ProjectDefinitions definitions, PreLabels preLabels, LabelWriter writer, TaskMoves moves, Limits limits, TimeProvider clock)
{
    private const int ChunkLines = 500;
    private const int ChunkBytes = 16 << 20;

    /// <summary>Imports all lines; throws <see cref="RefusedException"/> when the body holds no list.</summary>
    public async Task<ImportLabelsReply> RunAsync(Stream body, ProjectId project, LabelAuthor author, CancellationToken cancellationToken)
    {
        var context = await ReadContextAsync(project, author, cancellationToken);
        var report = new ImportReport();
        var chunk = new List<NumberedLine>();
        var bytes = 0;
        await foreach (var line in new LabelLines(body, limits).ReadAsync(cancellationToken))
        {
            chunk.Add(line);
            bytes += line.Bytes;
            if (chunk.Count == ChunkLines || bytes >= ChunkBytes)
            {
                await ImportAsync(chunk, context, report, cancellationToken);
                chunk.Clear();
                bytes = 0;
            }
        }

        await ImportAsync(chunk, context, report, cancellationToken);
        return report.ToReply();
    }

    private async Task<LabelImportContext> ReadContextAsync(ProjectId id, LabelAuthor author, CancellationToken cancellationToken)
    {
        var versions = await db.Projects.Where(project => project.Id == id)
            .Select(project => new { project.SchemaVersion, project.StagesVersion }).FirstAsync(cancellationToken);
        var graph = await definitions.StagesAsync(db, id, versions.StagesVersion, cancellationToken);
        var schema = await definitions.SchemaAsync(db, id, versions.SchemaVersion, cancellationToken)
            ?? throw new RefusedException(Refusal.Conflict("The category schema was changed just now. Import again."));
        return new LabelImportContext(id, author, graph, schema, versions.SchemaVersion);
    }

    private async Task ImportAsync(List<NumberedLine> chunk, LabelImportContext context, ImportReport report, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var lines = chunk.Where(line => line.Line.Errors.Count == 0).Select(line => line.Line).ToList();
        var matches = await LabelMatches.ReadAsync(db, context.Project, lines, cancellationToken);
        var changes = new Dictionary<TaskId, LabelChange>();
        foreach (var line in chunk)
        {
            foreach (var change in Read(line, context, matches, report))
            {
                // Of two lines about a task the later one stands.
                changes[change.Task.Id] = change;
            }
        }

        report.Labeled += await writer.WriteAsync(changes.Values, context, report, cancellationToken);
        report.Meant += changes.Count;
    }

    /// <summary>The changes that one line makes; none when anything is wrong with it.</summary>
    private List<LabelChange> Read(NumberedLine line, LabelImportContext context, LabelMatches matches, ImportReport report)
    {
        if (line.Line.Errors.Count > 0)
        {
            return Refuse(line, line.Line.Errors, report);
        }

        var tasks = matches.Find(line.Line);
        if (tasks.Count == 0)
        {
            return Refuse(line, [new(LineCodes.UnknownAsset, "", NotFound(line))], report);
        }

        var changes = new List<LabelChange>();
        foreach (var task in tasks)
        {
            if (!context.IsUntouched(task.Task, clock.GetUtcNow()))
            {
                report.Meant++;
                report.AddWarning(new LineProblem(
                    line.Number, "", LineCodes.WorkHasStarted, $"The task {task.Task.Id} was passed over: somebody has begun to work on it."));
                continue;
            }

            var (change, answer) = preLabels.Read(line.Line, context.TargetOf(task), context.Author);
            if (change is null)
            {
                return Refuse(line, answer.Errors, report);
            }

            foreach (var warning in answer.Warnings)
            {
                report.AddWarning(new LineProblem(line.Number, warning.Path, warning.Code, warning.Message));
            }

            changes.Add(new LabelChange(line.Number, task.Task, change, line.Line.IsCompleted));
        }

        return line.Line.IsCompleted ? CheckNext(line, changes, context, report) : changes;
    }

    private List<LabelChange> CheckNext(NumberedLine line, List<LabelChange> changes, LabelImportContext context, ImportReport report)
    {
        foreach (var change in changes)
        {
            if (moves.NextOf(context.Graph, change.Task.StageId) is { To: null } next)
            {
                return Refuse(line, [new(LineCodes.CannotGoOn, "status", next.Reason ?? "The task is at its end.")], report);
            }
        }

        return changes;
    }

    private static List<LabelChange> Refuse(NumberedLine line, IEnumerable<Limn.Annotations.Validation.Problem> problems, ImportReport report)
    {
        report.Meant++;
        foreach (var problem in problems)
        {
            report.AddError(new LineProblem(line.Number, problem.Path, problem.Code, problem.Message));
        }

        return [];
    }

    private static string NotFound(NumberedLine line) => line.Line switch
    {
        { AssetId: { } id } => $"No asset matches assetId \"{id}\".",
        { ExternalId: { } name } => $"No asset matches externalId \"{name}\".",
        _ => "No asset matches data.",
    };
}

/// <summary>What the lines of one import are judged by.</summary>
internal sealed record LabelImportContext(ProjectId Project, LabelAuthor Author, StageGraph Graph, CategorySchema Schema, int SchemaVersion)
{
    private readonly string? firstLabelStage = FirstLabelStageOf(Graph);

    /// <summary>Nobody has worked on the task: it waits in Start, or for anybody in the first label stage behind it.</summary>
    public bool IsUntouched(AnnotationTask task, DateTimeOffset now)
    {
        var isOpen = task.LeaseSession is not null && task.LeaseExpiresAt > now;
        return !isOpen && !task.IsDraft
            && (task.StageId == StageGraph.StartId || (task.StageId == firstLabelStage && task is { AssigneeId: null, IsRework: false }));
    }

    public LabelTarget TargetOf(MatchedTask task) => new()
    {
        Task = task.Task, Answer = task.Answer, AssetMetadata = task.AssetMetadata, Schema = Schema, SchemaVersion = SchemaVersion,
    };

    private static string? FirstLabelStageOf(StageGraph graph)
    {
        var seen = new HashSet<string>();
        for (var stage = graph.Start; seen.Add(stage.Id);)
        {
            if (stage.Next is not [{ } next, ..] || graph.Find(next) is not { } following)
            {
                return null;
            }

            if (following.Type == StageType.Label)
            {
                return following.Id;
            }

            stage = following;
        }

        return null;
    }
}

/// <summary>A task that gets labels.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Task">As it was read.</param>
/// <param name="Change">Its new answer.</param>
/// <param name="GoesOn">It is sent to the next stage afterwards.</param>
internal sealed record LabelChange(int Line, AnnotationTask Task, AnswerChange Change, bool GoesOn);
