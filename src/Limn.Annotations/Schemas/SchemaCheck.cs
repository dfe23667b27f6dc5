using System.Globalization;
using System.Text.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Schemas;

/// <summary>One run of the validator over one schema.</summary>
internal sealed class SchemaCheck(SchemaLimits limits)
{
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, string> classPaths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> brushColors = new(StringComparer.OrdinalIgnoreCase);
    private int classCount;
    private int optionCount;

    public IReadOnlyList<Problem> Run(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return [new Problem(ProblemCodes.Form, "", "A category schema is an object with tools, classifications and relations.")];
        foreach (var key in (string[])["tools", "classifications", "relations"])
            CheckClasses(root, key, key);
        if (classCount > limits.MaxClasses)
            Add(ProblemCodes.Limit, "", $"Schema has {classCount} classes, at most {limits.MaxClasses} are allowed.");
        if (optionCount > limits.MaxOptions)
            Add(ProblemCodes.Limit, "", $"Schema has {optionCount} options, at most {limits.MaxOptions} are allowed.");
        return problems;
    }

    private void CheckClasses(JsonElement owner, string key, string path)
    {
        foreach (var (entry, entryPath) in Entries(owner, key, path))
            CheckClass(entry, entryPath);
    }

    private void CheckClass(JsonElement entry, string path)
    {
        classCount++;
        CheckClassId(entry, path);
        CheckText(entry, "title", path, isRequired: false);
        CheckText(entry, "tool", path, isRequired: true);
        foreach (var key in (string[])["color", "regex", "parentOptionId"])
            CheckText(entry, key, path, isRequired: false);
        foreach (var key in (string[])["required", "multiple", "frameSpecific", "columnField"])
            CheckFlag(entry, key, path);
        CheckBrush(entry, path);
        CheckOptions(entry, path);
        CheckClasses(entry, "classifications", path + ".classifications");
    }

    private void CheckClassId(JsonElement entry, string path)
    {
        CheckText(entry, "schemaId", path, isRequired: true);
        if (Text(entry, "schemaId") is not { Length: > 0 } id)
            return;
        if (!classPaths.TryAdd(id, path))
            Add(ProblemCodes.Schema, path + ".schemaId", $"schemaId \"{id}\" is already used by {classPaths[id]}.");
    }

    private void CheckBrush(JsonElement entry, string path)
    {
        if (Text(entry, "tool") == ToolKinds.MedicalBrush && !IsVoxelValue(Text(entry, "schemaId")))
            Add(ProblemCodes.Schema, path + ".schemaId", "schemaId of a voxel brush is its voxel value, a whole number from 1 to 65535.");
        if (Text(entry, "tool") != ToolKinds.Brush)
            return;
        var color = Text(entry, "color") ?? "";
        if (!IsColor(color))
            Add(ProblemCodes.Schema, path + ".color", "color of a brush class must have the form #rrggbb.");
        else if (!brushColors.TryAdd(color, path))
            Add(ProblemCodes.Schema, path + ".color", $"color {color} is already used by the brush class {brushColors[color]}.");
    }

    private void CheckOptions(JsonElement entry, string path)
    {
        var found = new OptionSet(Add);
        CheckTree(entry, "treeOptions", path + ".treeOptions", found);
        foreach (var (option, optionPath) in Entries(entry, "options", path + ".options"))
        {
            optionCount++;
            CheckText(option, "value", optionPath, isRequired: true);
            CheckText(option, "schemaId", optionPath, isRequired: true);
            if (Text(option, "schemaId") is { } id && Text(option, "value") is { } text)
                found.AddOption(id, text, optionPath);
        }
        found.CheckAmbiguity();
    }

    private void CheckTree(JsonElement owner, string key, string path, OptionSet found)
    {
        foreach (var (node, nodePath) in Entries(owner, key, path))
        {
            optionCount++;
            CheckText(node, "title", nodePath, isRequired: true);
            if ((Text(node, "key") ?? Text(node, "schemaId") ?? Text(node, "value")) is { Length: > 0 } id)
                found.AddNode(id, nodePath);
            else
                Add(ProblemCodes.Schema, nodePath, "A tree option needs a key.");
            CheckTree(node, "children", nodePath + ".children", found);
        }
    }

    private IEnumerable<(JsonElement Entry, string Path)> Entries(JsonElement owner, string key, string path)
    {
        if (!owner.TryGetProperty(key, out var list) || list.ValueKind == JsonValueKind.Null)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Add(ProblemCodes.Form, path, $"{key} must be a list.");
            yield break;
        }
        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            var entryPath = $"{path}[{index++}]";
            if (entry.ValueKind == JsonValueKind.Object)
                yield return (entry, entryPath);
            else
                Add(ProblemCodes.Form, entryPath, "Must be an object.");
        }
    }

    private void CheckText(JsonElement entry, string key, string path, bool isRequired)
    {
        var kind = entry.TryGetProperty(key, out var value) ? value.ValueKind : JsonValueKind.Null;
        if (kind == JsonValueKind.Null && isRequired || kind == JsonValueKind.String && isRequired && value.ValueEquals(""))
            Add(ProblemCodes.Schema, path, $"{key} is missing.");
        else if (kind is not (JsonValueKind.Null or JsonValueKind.String))
            Add(ProblemCodes.Form, $"{path}.{key}", $"{key} must be text.");
    }

    private void CheckFlag(JsonElement entry, string key, string path)
    {
        if (entry.TryGetProperty(key, out var value)
            && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            Add(ProblemCodes.Form, $"{path}.{key}", $"{key} must be true or false.");
    }

    private void Add(string code, string path, string message)
    {
        if (problems.Count < limits.MaxProblems)
            problems.Add(new Problem(code, path, message));
    }

    private static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsVoxelValue(string? schemaId) =>
        ushort.TryParse(schemaId, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;

    private static bool IsColor(string text) =>
        text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);
}
