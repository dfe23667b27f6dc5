using System.Collections.Immutable;
using System.Text.Json;
using Limn.Server.Hosting;

namespace Limn.Server.Workflow;

/// <summary>Reads the JSON of stages: keys and their types. What the stages mean together is checked by <see cref="StageRules"/>.</summary>
internal static class StageReader
{
    private const int MostStages = 500;
    private const int LongestId = 100;

    /// <summary>The stages whose form is right, one for each such entry; everything else becomes a problem.</summary>
    public static ImmutableArray<Stage> Read(RawJson stages, List<Problem> problems)
    {
        if (stages.IsEmpty)
        {
            problems.Add(new Problem("stages", "The workflow is an array of stages."));
            return [];
        }

        using var document = stages.ToDocument();
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new Problem("stages", "The workflow is an array of stages."));
            return [];
        }

        if (document.RootElement.GetArrayLength() > MostStages)
        {
            problems.Add(new Problem("stages", $"A workflow has at most {MostStages} stages."));
            return [];
        }

        return [.. document.RootElement.EnumerateArray().Select((stage, index) => ReadStage(new Entry(stage, $"stages[{index}]", problems))).OfType<Stage>()];
    }

    private static Stage? ReadStage(Entry entry)
    {
        if (entry.Element.ValueKind != JsonValueKind.Object)
        {
            entry.Report("", "A stage is an object.");
            return null;
        }

        var id = entry.Text("id");
        var type = ReadType(entry);
        if (id is not { Length: > 0 and <= LongestId })
        {
            entry.Report(".id", $"A stage has an id of 1 to {LongestId} characters.");
            return null;
        }

        return type is not { } known ? null : new Stage
        {
            Id = id,
            Path = entry.Path,
            Type = known,
            Name = entry.Text("name") ?? id,
            Next = ReadNext(entry, known),
            AssignedTo = entry.Texts("assignedTo"),
            ConsensusId = entry.Text("consensusId"),
            ReadOnly = entry.Flag("readOnly", absent: false),
            AutoForward = entry.Flag("autoForward", absent: true),
            PreventRequeue = entry.Flag("preventRequeue", absent: false),
            PreventSelfReview = entry.Flag("preventSelfReview", absent: true),
            Plugin = known == StageType.Plugin ? entry.Text("pluginId") : null,
            HasVisitLimit = known == StageType.Logic && entry.Conditions().Any(condition => Entry.TextOf(condition, "type") == "Visits"),
        };
    }

    private static StageType? ReadType(Entry entry)
    {
        var text = entry.Text("type");
        if (Enum.TryParse<StageType>(text, out var type) && Enum.GetName(type) == text)
        {
            return type;
        }

        entry.Report(".type", $"The type is one of {string.Join(", ", Enum.GetNames<StageType>())}.");
        return null;
    }

    private static ImmutableArray<string?> ReadNext(Entry entry, StageType type)
    {
        var outputs = OutputsOf(entry, type);
        var next = new string?[outputs];
        if (entry.Array("next") is not { } array)
        {
            return [.. next];
        }

        var given = array.GetArrayLength();
        if (given > outputs || (type == StageType.Logic && given != outputs))
        {
            entry.Report(".next", $"A stage of this kind has {outputs} output{(outputs == 1 ? "" : "s")}, not {given}.");
        }

        for (var slot = 0; slot < Math.Min(given, outputs); slot++)
        {
            next[slot] = entry.Text(array[slot], $".next[{slot}]");
        }

        return [.. next];
    }

    private static int OutputsOf(Entry entry, StageType type) => type switch
    {
        StageType.Complete or StageType.Archive => 0,
        StageType.Review or StageType.Consensus => 2,
        StageType.Logic => RulesOf(entry) + 1,
        _ => 1,
    };

    private static int RulesOf(Entry entry)
    {
        var highest = -1;
        foreach (var condition in entry.Conditions())
        {
            if (condition.ValueKind == JsonValueKind.Object
                && condition.TryGetProperty("index", out var index) && index.TryGetIndex(MostStages, out var value))
            {
                highest = Math.Max(highest, value);
            }
            else
            {
                entry.Report(".logic.conditions", "A condition has an index: the number, from 0, of the output that it leads to.");
            }
        }

        return highest + 1;
    }

    private static bool TryGetIndex(this JsonElement element, int limit, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value) && value >= 0 && value < limit;
    }

    /// <summary>One entry of the array, and where its problems are reported.</summary>
    private readonly record struct Entry(JsonElement Element, string Path, List<Problem> Problems)
    {
        public void Report(string key, string message) => Problems.Add(new Problem(Path + key, message));

        public string? Text(string key) => Element.TryGetProperty(key, out var value) ? Text(value, "." + key) : null;

        public string? Text(JsonElement value, string key)
        {
            if (value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            {
                return value.GetString();
            }

            Report(key, "This is a text.");
            return null;
        }

        public bool Flag(string key, bool absent)
        {
            if (!Element.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return absent;
            }

            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Report("." + key, "This is true or false.");
            }

            return value.ValueKind == JsonValueKind.True;
        }

        public JsonElement? Array(string key)
        {
            if (!Element.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Array)
            {
                return value;
            }

            Report("." + key, "This is an array.");
            return null;
        }

        public ImmutableArray<string> Texts(string key)
        {
            var entry = this;
            return Array(key) is not { } array
                ? []
                : [.. array.EnumerateArray().Select((value, index) => entry.Text(value, $".{key}[{index}]")).OfType<string>()];
        }

        public JsonElement.ArrayEnumerator Conditions() =>
            Element.TryGetProperty("logic", out var logic) && logic.ValueKind == JsonValueKind.Object
            && logic.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Array
                ? conditions.EnumerateArray()
                : default;

        public static string? TextOf(JsonElement element, string key) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }
}
