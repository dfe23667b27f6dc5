using Limn.Annotations.Json;

namespace Limn.Annotations.Schemas;

/// <summary>The classes of one place of the schema, in its order.</summary>
internal sealed class ClassIndex
{
    public static readonly ClassIndex Empty = new([]);

    private readonly Dictionary<Utf8Key, SchemaClass> byId = [];
    private readonly ILookup<Utf8Key, SchemaClass> byTitle;

    public ClassIndex(IReadOnlyList<SchemaClass> classes)
    {
        All = classes;
        byTitle = classes.ToLookup(item => new Utf8Key(item.Title));
        foreach (var item in classes)
            byId.TryAdd(new Utf8Key(item.SchemaId), item);
    }

    public IReadOnlyList<SchemaClass> All { get; }

    public SchemaClass? FindById(Utf8Key id) => byId.GetValueOrDefault(id);

    public IEnumerable<SchemaClass> FindByTitle(Utf8Key title) => byTitle[title];
}
