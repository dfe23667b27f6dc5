using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Schemas;

/// <summary>
/// A project's category schema, indexed for reading answers. The schema's JSON itself is kept elsewhere, unchanged: this index knows
/// only what the meaning of an answer depends on. Immutable and thread safe; parse once, share.
/// </summary>
public sealed class CategorySchema
{
    private readonly Dictionary<Utf8Key, SchemaClass> all = [];

    internal CategorySchema(ClassIndex tools, ClassIndex classifications, ClassIndex relations)
    {
        ToolIndex = tools;
        ClassificationIndex = classifications;
        RelationIndex = relations;
        foreach (var item in tools.All.Concat(classifications.All).Concat(relations.All))
            AddDeep(item);
    }

    /// <summary>A schema without classes.</summary>
    public static CategorySchema Empty { get; } = new(ClassIndex.Empty, ClassIndex.Empty, ClassIndex.Empty);

    /// <summary>The classes of objects, in the schema's order.</summary>
    public IReadOnlyList<SchemaClass> Tools => ToolIndex.All;

    /// <summary>The classes of the asset's own classifications, in the schema's order.</summary>
    public IReadOnlyList<SchemaClass> Classifications => ClassificationIndex.All;

    /// <summary>The classes of relations, in the schema's order.</summary>
    public IReadOnlyList<SchemaClass> Relations => RelationIndex.All;

    internal ClassIndex ToolIndex { get; }

    internal ClassIndex ClassificationIndex { get; }

    internal ClassIndex RelationIndex { get; }

    /// <summary>
    /// Reads a schema that <see cref="CategorySchemaValidator"/> accepted when it was saved. Unknown keys are passed over.
    /// </summary>
    /// <param name="utf8">The schema's JSON; empty bytes or JSON <c>null</c> give <see cref="Empty"/>.</param>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static CategorySchema Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
            return Empty;
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth });
        return SchemaReader.Read(document.RootElement);
    }

    /// <summary>The class with this id at any place of the schema; null if there is none.</summary>
    public SchemaClass? Find(string schemaId) => Find(new Utf8Key(schemaId));

    internal SchemaClass? Find(Utf8Key schemaId) => all.GetValueOrDefault(schemaId);

    private void AddDeep(SchemaClass item)
    {
        all.TryAdd(new Utf8Key(item.SchemaId), item);
        foreach (var child in item.Classifications)
            AddDeep(child);
    }
}
