using Limn.Server.Hosting;
using Limn.Server.Plugins.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Runs;

/// <summary>What a run is about, as the wire names it: ids of stages and of batches; an empty list = all.</summary>
internal sealed record RunFilter(IReadOnlyList<string> Stages, IReadOnlyList<BatchId> Batches);

/// <summary>Turns the names or ids that a user chose into ids, and tells of all that the project does not have.</summary>
internal sealed class RunFilters(LimnDb db)
{
    public async Task<Reply<RunFilter>> ReadAsync(
        ProjectId project, IReadOnlyList<string> stages, IReadOnlyList<string> batches, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var graph = stages.Count == 0 ? [] : await StagesOfAsync(project, cancellationToken);
        var chosen = stages
            .Select((text, index) => Resolve(graph, text, new Problem($"stages[{index}]", $"The project has no stage {text}."), problems))
            .Distinct().ToList();
        var known = batches.Count == 0 ? [] : await db.Batches.Where(batch => batch.ProjectId == project)
            .Select(batch => new ValueTuple<string, string>(batch.Id.ToString(), batch.Name)).ToListAsync(cancellationToken);
        var wanted = batches
            .Select((text, index) => Resolve(known, text, new Problem($"batches[{index}]", $"The project has no batch {text}."), problems))
            .Distinct().ToList();
        return problems.Count > 0
            ? Refusal.BadRequest(string.Join(" ", problems.Select(problem => problem.Message)), problems)
            : new RunFilter(chosen!, wanted.ConvertAll(id => BatchId.Parse(id!, null)));
    }

    private async Task<List<(string Id, string Name)>> StagesOfAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var stages = await db.Projects.Where(row => row.Id == project).Select(row => row.Stages).FirstAsync(cancellationToken);
        using var document = stages.ToDocument();
        return [.. document.RootElement.EnumerateArray()
            .Select(stage => (Id: stage.TextMember("id") ?? "", Name: stage.TextMember("name") ?? ""))];
    }

    // An id wins over a name.
    private static string? Resolve(List<(string Id, string Name)> known, string text, Problem problem, List<Problem> problems)
    {
        var index = known.FindIndex(entry => entry.Id == text) is var byId and >= 0 ? byId : known.FindIndex(entry => entry.Name == text);
        if (index < 0)
        {
            problems.Add(problem);
            return null;
        }

        return known[index].Id;
    }
}
