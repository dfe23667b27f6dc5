using System.Collections.Immutable;
using Limn.Server.Hosting;
using Limn.Server.Projects;

namespace Limn.Server.Workflow;

/// <summary>What must hold for a workflow as a whole before it is saved.</summary>
internal static class StageRules
{
    private const int MostSubStages = 10;

    /// <summary>Adds every breach to <paramref name="problems"/> and returns what is only odd.</summary>
    public static IReadOnlyList<Problem> Check(
        ImmutableArray<Stage> stages, IReadOnlyDictionary<string, ProjectRole> members, List<Problem> problems)
    {
        var check = new Checking(stages, members, problems);
        check.Ends();
        check.Duplicates("id", stage => stage.Id);
        check.Duplicates("name", stage => stage.Name);
        foreach (var stage in stages)
        {
            check.Outputs(stage);
            check.People(stage);
            check.Consensus(stage);
            check.Plugin(stage);
            check.Loop(stage);
        }

        return check.Unreachable();
    }

    private sealed class Checking(
        ImmutableArray<Stage> stages, IReadOnlyDictionary<string, ProjectRole> members, List<Problem> problems)
    {
        private readonly Dictionary<string, Stage> byId = stages.DistinctBy(stage => stage.Id).ToDictionary(stage => stage.Id);

        public void Ends()
        {
            End(StageType.Start, StageGraph.StartId);
            End(StageType.Complete, StageGraph.CompleteId);
        }

        public void Duplicates(string key, Func<Stage, string> value)
        {
            foreach (var twice in stages.GroupBy(value).Where(group => group.Count() > 1))
            {
                problems.Add(new Problem($"{twice.Last().Path}.{key}", $"Two stages have the {key} \"{twice.Key}\"."));
            }
        }

        public void Outputs(Stage stage)
        {
            for (var slot = 0; slot < stage.Next.Length; slot++)
            {
                if (stage.Next[slot] is { } target && WhyNot(stage, target) is { } reason)
                {
                    problems.Add(new Problem($"{stage.Path}.next[{slot}]", reason));
                }
            }
        }

        public void People(Stage stage)
        {
            if (!stage.HasQueue)
            {
                return;
            }

            var least = stage.Type == StageType.Review ? ProjectRole.Reviewer : ProjectRole.Labeler;
            for (var index = 0; index < stage.AssignedTo.Length; index++)
            {
                var email = stage.AssignedTo[index];
                var path = $"{stage.Path}.assignedTo[{index}]";
                if (!members.TryGetValue(email.ToLowerInvariant(), out var role))
                {
                    problems.Add(new Problem(path, $"{email} is not a member of this project."));
                }
                else if (role < least)
                {
                    problems.Add(new Problem(path, $"{email} is a {role}; this stage needs a {least} or above."));
                }
            }
        }

        public void Consensus(Stage stage)
        {
            if (stage.ConsensusId is { } parent)
            {
                SubStage(stage, parent);
            }

            if (stage.Type != StageType.Consensus)
            {
                return;
            }

            var parts = stages.Count(part => part.ConsensusId == stage.Id);
            if (parts is 0 or > MostSubStages)
            {
                problems.Add(new Problem(stage.Path, $"A Consensus stage has 1 to {MostSubStages} stages inside, not {parts}."));
            }
        }

        public void Plugin(Stage stage)
        {
            if (stage.Type == StageType.Plugin && !PluginId.TryParse(stage.Plugin, null, out _))
            {
                problems.Add(new Problem($"{stage.Path}.pluginId", "A Plugin stage names its plugin by id."));
            }
        }

        public void Loop(Stage stage)
        {
            if (IsUnguarded(stage) && Reach(stage.Next, IsUnguarded).Contains(stage.Id))
            {
                problems.Add(new Problem(
                    stage.Path, "It lies on a circle of stages where nobody works. Break it, or add a Visits rule to a Logic stage in it."));
            }
        }

        public IReadOnlyList<Problem> Unreachable()
        {
            var reached = Reach([StageGraph.StartId], _ => true);
            return [.. stages.Where(stage => stage.ConsensusId is null && !reached.Contains(stage.Id))
                .Select(stage => new Problem(stage.Path, $"No task reaches \"{stage.Name}\" from Start."))];
        }

        private void End(StageType type, string id)
        {
            var count = stages.Count(stage => stage.Type == type);
            if (count != 1)
            {
                problems.Add(new Problem("stages", $"A workflow has exactly one stage of type {type}, not {count}."));
            }

            foreach (var stage in stages.Where(stage => stage.Type == type && stage.Id != id))
            {
                problems.Add(new Problem($"{stage.Path}.id", $"The id of the {type} stage is \"{id}\"."));
            }
        }

        private string? WhyNot(Stage from, string target)
        {
            if (!byId.TryGetValue(target, out var stage))
            {
                return $"There is no stage with the id \"{target}\".";
            }

            if (stage.Type == StageType.Start)
            {
                return "No output leads to Start.";
            }

            return stage.ConsensusId is null || from.ConsensusId is not null ? null : $"\"{stage.Name}\" lies inside a Consensus stage; lead to that.";
        }

        private void SubStage(Stage stage, string parent)
        {
            if (byId.GetValueOrDefault(parent)?.Type != StageType.Consensus)
            {
                problems.Add(new Problem($"{stage.Path}.consensusId", $"There is no Consensus stage with the id \"{parent}\"."));
            }

            if (stage.Type is not (StageType.Label or StageType.Plugin))
            {
                problems.Add(new Problem($"{stage.Path}.type", "Stages inside a Consensus stage are of type Label or Plugin."));
            }

            if (stage.Next is not [var only] || only != parent)
            {
                problems.Add(new Problem($"{stage.Path}.next", $"A stage inside a Consensus stage leads to that stage: [\"{parent}\"]."));
            }
        }

        private HashSet<string> Reach(ImmutableArray<string?> from, Func<Stage, bool> isPassed)
        {
            var reached = new HashSet<string>();
            var open = new Stack<string?>(from);
            while (open.TryPop(out var id))
            {
                if (id is not null && byId.TryGetValue(id, out var stage) && isPassed(stage) && reached.Add(id))
                {
                    foreach (var next in stage.Next)
                    {
                        open.Push(next);
                    }
                }
            }

            return reached;
        }

        private static bool IsUnguarded(Stage stage) => stage.IsAutomatic && !stage.HasVisitLimit && stage.ConsensusId is null;
    }
}
