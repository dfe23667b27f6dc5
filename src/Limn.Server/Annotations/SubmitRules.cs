using Limn.Annotations.Geometry;
using Limn.Annotations.Rules;
using Limn.Annotations.Schemas;
using Limn.Server.Brushes;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>Whether an answer may be handed over: the rules of the category schema, which the editor checks too.</summary>
internal static class SubmitRules
{
    /// <summary>Why a task is not submitted, with every broken rule; null when it may be.</summary>
    public static async Task<Refusal?> CheckAsync(LimnDb db, LoadedTask loaded, StoredAnswer answer, CancellationToken cancellationToken)
    {
        var size = MaskSize.In(loaded.AssetMetadata);
        var painted = await PaintedAsync(db, loaded, answer, cancellationToken);
        var problems = AnswerRules.Check(answer.Document.Utf8.Span, new RuleContext
        {
            Schema = loaded.Schema, Picture = size is null ? null : (size.Width, size.Height),
            Painted = painted,
        });
        if (problems.Count == 0 || !await BlockAsync(db, loaded, cancellationToken))
        {
            return null;
        }

        return Refusal.BadRequest($"The task is not finished: {problems[0].Message}", [.. problems.Select(ToWire)]);
    }

    private static Problem ToWire(RuleProblem problem) =>
        new(problem.List, problem.Message, problem.Code) { ObjectId = problem.ObjectId, SchemaId = problem.SchemaId, Page = problem.Page };

    private static async Task<bool> BlockAsync(LimnDb db, LoadedTask loaded, CancellationToken cancellationToken)
    {
        var project = loaded.Task.ProjectId;
        var settings = await db.Projects.Where(row => row.Id == project).Select(row => row.Settings).FirstAsync(cancellationToken);
        return ProjectSettings.From(settings).PreventSubmissionWithError;
    }

    /// <summary>The painted classes. Of masks that came as files nobody knows, so they have whatever is asked for.</summary>
    private static async Task<HashSet<string>> PaintedAsync(LimnDb db, LoadedTask loaded, StoredAnswer answer, CancellationToken cancellationToken)
    {
        var wanted = loaded.Schema.Tools.Where(tool => tool.IsWanted).ToList();
        var classes = new HashSet<string>();
        if (answer.MedicalBrushDataUrl is not null)
        {
            classes.UnionWith(wanted.Where(tool => tool.Tool == ToolKinds.MedicalBrush).Select(tool => tool.SchemaId));
        }

        var brushes = wanted.Where(tool => tool.Tool == ToolKinds.Brush).Select(tool => tool.SchemaId).ToHashSet();
        if (brushes.Count == 0 || answer.BrushDataUrl is null)
        {
            return classes;
        }

        if (PaintedMask.Read(answer.BrushDataUrl) is not { } mask || mask.ProjectId != loaded.Task.ProjectId)
        {
            return [.. classes, .. brushes];
        }

        await foreach (var tile in BrushTiles.AllAsOf(db, mask.TaskId, mask.Revision).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var palette = tile.Palette.To<string[]>()!;
            if (!palette.All(classes.Contains) && LabelTile.TryRead(tile.Content, palette.Length, out var content) is null)
            {
                classes.UnionWith(content!.Labels.Select(label => palette[label - 1]));
            }
        }

        return classes;
    }
}
