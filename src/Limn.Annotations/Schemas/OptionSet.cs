using Limn.Annotations.Validation;

namespace Limn.Annotations.Schemas;

/// <summary>The options of one class while it is validated.</summary>
internal sealed class OptionSet(Action<string, string, string> report)
{
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> idsByText = new(StringComparer.Ordinal);
    private readonly HashSet<string> nodes = new(StringComparer.Ordinal);

    public void AddNode(string id, string path)
    {
        nodes.Add(id);
        AddUnique(id, path);
    }

    /// <summary>A tree's nodes are listed a second time, flat, among the options: that repetition is meant.</summary>
    public void AddOption(string id, string text, string path)
    {
        idsByText.TryAdd(text, id);
        if (!nodes.Remove(id))
            AddUnique(id, path);
    }

    /// <summary>An answer may be written as text or id, so no option's id may be the text of another.</summary>
    public void CheckAmbiguity()
    {
        foreach (var (text, id) in idsByText)
        {
            if (text != id && paths.TryGetValue(text, out var path))
                report(ProblemCodes.Schema, path, $"schemaId \"{text}\" is the text of another option.");
        }
    }

    private void AddUnique(string id, string path)
    {
        if (!paths.TryAdd(id, path))
            report(ProblemCodes.Schema, path, $"schemaId \"{id}\" is already used by {paths[id]}.");
    }
}
