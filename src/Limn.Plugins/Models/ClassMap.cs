using System.Text.Json.Nodes;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>Which class of the model goes to which class of the project, as the user has mapped them.</summary>
public sealed class ClassMap
{
    private ClassMap(IReadOnlyList<ClassMapping> entries) => Entries = entries;

    /// <summary>The pairs. One class of the project can stand for several of the model.</summary>
    public IReadOnlyList<ClassMapping> Entries { get; }

    /// <summary>The class of the project for a class of the model.</summary>
    /// <param name="modelClass">The model's class; letter case matters.</param>
    /// <returns>Its <c>schemaId</c>; null when the user has not mapped it.</returns>
    public string? this[string modelClass] => Entries.FirstOrDefault(e => e.ModelClass == modelClass)?.SchemaId;

    /// <summary>Null when nothing was mapped.</summary>
    internal static ClassMap? Read(RunPayload payload)
    {
        if (payload.Raw["categorySchema"] is not JsonArray array)
            return null;
        var entries = array.OfType<JsonObject>()
            .Select(e => new RunPayload(e))
            .Select(e => new ClassMapping(e.Text("modelClass"), e.Text("schemaId")))
            .Where(e => e.SchemaId.Length > 0)
            .ToList();
        return entries.Count == 0 ? null : new ClassMap(entries);
    }
}

/// <summary>One mapped class.</summary>
/// <param name="ModelClass">The model's name for it.</param>
/// <param name="SchemaId">The project's id for it.</param>
public sealed record ClassMapping(string ModelClass, string SchemaId);
