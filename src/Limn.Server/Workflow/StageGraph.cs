using System.Collections.Frozen;
using System.Collections.Immutable;
using Limn.Server.Hosting;
using Limn.Server.Projects;

namespace Limn.Server.Workflow;

/// <summary>
/// A project's workflow. Immutable. It holds what the program acts on; the JSON that it was read from is stored as it came, so unknown keys
/// survive.
/// </summary>
internal sealed class StageGraph
{
    public const string StartId = "Start";
    public const string CompleteId = "Complete";

    /// <summary>What a new project gets: label, review, and back to the labeler when rejected.</summary>
    public static readonly RawJson Default = RawJson.Parse(
        """
        [
          {"id":"Start","type":"Start","name":"Start","position":{"x":0,"y":0},"next":["Label"],"autoForward":true},
          {"id":"Label","type":"Label","name":"Label","position":{"x":250,"y":0},"next":["Review"],"assignedTo":[]},
          {"id":"Review","type":"Review","name":"Review","position":{"x":500,"y":0},"next":["Complete","Label"],"assignedTo":[],"readOnly":false},
          {"id":"Complete","type":"Complete","name":"Complete","position":{"x":750,"y":0},"preventRequeue":false}
        ]
        """);

    private readonly FrozenDictionary<string, Stage> byId;

    private StageGraph(ImmutableArray<Stage> stages, FrozenDictionary<string, Stage> byId, IReadOnlyList<Problem> warnings)
    {
        Stages = stages;
        this.byId = byId;
        Warnings = warnings;
    }

    /// <summary>In the order of the JSON.</summary>
    public ImmutableArray<Stage> Stages { get; }

    /// <summary>What is odd but allowed, for whoever saves the workflow.</summary>
    public IReadOnlyList<Problem> Warnings { get; }

    public Stage Start => byId[StartId];

    public Stage? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads a workflow that somebody wants to save; null and every problem when it may not be.</summary>
    /// <param name="stages">An array of stages.</param>
    /// <param name="members">
    /// Those whom <c>assignedTo</c> may name, by e-mail in lower case. Owner and admins of the organization count as managers.
    /// </param>
    /// <param name="problems">Empty when the graph is returned.</param>
    internal static StageGraph? TryParse(
        RawJson stages, IReadOnlyDictionary<string, ProjectRole> members, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        problems = found;
        var read = StageReader.Read(stages, found);
        var warnings = StageRules.Check(read, members, found);
        return found.Count == 0 ? From(read, warnings) : null;
    }

    /// <summary>Reads a stored workflow. It was checked when it was saved; its members may have left since.</summary>
    internal static StageGraph Read(RawJson stages)
    {
        var problems = new List<Problem>();
        var read = StageReader.Read(stages, problems);
        return problems.Count == 0
            ? From(read, [])
            : throw new InvalidOperationException($"A stored workflow is not valid: {problems[0].Path}: {problems[0].Message}");
    }

    private static StageGraph From(ImmutableArray<Stage> stages, IReadOnlyList<Problem> warnings) =>
        new(stages, stages.ToFrozenDictionary(stage => stage.Id), warnings);
}
