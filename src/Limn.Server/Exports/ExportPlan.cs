using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Exports;

/// <summary>An export with its names resolved: stages and batches by id or exact name, as callers may give either.</summary>
internal sealed record ExportPlan(ExportRequest Request, ExportFilter Filter, IReadOnlyList<Stage> Stages, string Origin)
{
    public static async Task<ExportPlan> CreateAsync(LimnDb db, Project project, ExportJobInput input, CancellationToken cancellationToken)
    {
        var request = input.Request;
        var stages = StageGraph.Read(project.Stages).Stages;
        var batches = await db.Batches.AsNoTracking().Where(batch => batch.ProjectId == project.Id).ToListAsync(cancellationToken);
        var filter = new ExportFilter
        {
            ProjectId = project.Id.ToString(),
            Kinds = request.TaskTypes,
            StageIds = request.Stage.Count == 0 ? null : Resolve(request.Stage, stages, stage => stage.Id, stage => stage.Name),
            BatchIds = request.Batches.Count == 0 ? null : Resolve(request.Batches, batches, batch => batch.Id.ToString(), batch => batch.Name),
            UpdatedAt = request.UpdatedAt,
            CreatedAt = request.CreatedAt,
        };
        return new ExportPlan(request, filter, stages, input.Origin);
    }

    // Ids first: a stage may bear the id of another as its name. What matches nothing exports nothing.
    private static List<string> Resolve<T>(IReadOnlyList<string> asked, IReadOnlyCollection<T> known, Func<T, string> idOf, Func<T, string> nameOf) =>
    [
        .. asked.Select(text => known.FirstOrDefault(item => idOf(item) == text) ?? known.FirstOrDefault(item => nameOf(item) == text))
            .OfType<T>().Select(idOf).Distinct(),
    ];
}
