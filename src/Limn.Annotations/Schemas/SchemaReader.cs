using System.Text.Json;

namespace Limn.Annotations.Schemas;

/// <summary>Makes the index from JSON. Entries without the right type are passed over: the validator has reported them.</summary>
internal static class SchemaReader
{
    private const string PathSeparator = " / ";

    public static CategorySchema Read(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object
            ? CategorySchema.Empty
            : new CategorySchema(ReadClasses(root, "tools"), ReadClasses(root, "classifications"), ReadClasses(root, "relations"));

    private static ClassIndex ReadClasses(JsonElement owner, string key)
    {
        var classes = Items(owner, key).Where(entry => Text(entry, "schemaId") is not null).Select(ReadClass).ToList();
        return classes.Count == 0 ? ClassIndex.Empty : new ClassIndex(classes);
    }

    private static SchemaClass ReadClass(JsonElement entry)
    {
        var result = new SchemaClass(Text(entry, "schemaId")!, Text(entry, "title") ?? "", Text(entry, "tool") ?? "", Text(entry, "regex"))
        {
            Color = Text(entry, "color") ?? "",
            IsRequired = Flag(entry, "required"),
            IsMultiple = Flag(entry, "multiple"),
            IsFrameSpecific = Flag(entry, "frameSpecific"),
            IsColumn = Flag(entry, "columnField"),
            ParentOptionId = Text(entry, "parentOptionId") is { Length: > 0 } parent ? parent : null,
            Rules = ReadRules(entry),
            OptionIndex = ReadOptions(entry),
            Children = ReadClasses(entry, "classifications"),
        };
        foreach (var child in result.Classifications)
            child.Parent = result;
        return result;
    }

    private static ClassRules ReadRules(JsonElement entry) => new()
    {
        MinCount = Number(entry, "minCount") ?? 0,
        MaxCount = Number(entry, "maxCount") ?? double.PositiveInfinity,
        MinWidth = Number(entry, "minWidth") ?? 0,
        MinHeight = Number(entry, "minHeight") ?? 0,
        MinArea = Number(entry, "minArea") ?? 0,
        IsInsideImage = Flag(entry, "insideImage"),
        InsideOf = Texts(entry, "insideOf"),
        NoOverlapWith = Texts(entry, "noOverlapWith"),
    };

    private static OptionIndex ReadOptions(JsonElement entry)
    {
        var options = new List<SchemaOption>();
        AddTree(options, Items(entry, "treeOptions"), null);
        var known = options.Select(option => option.SchemaId).ToHashSet(StringComparer.Ordinal);
        foreach (var item in Items(entry, "options"))
        {
            if (Text(item, "schemaId") is { } id && Text(item, "value") is { } text && known.Add(id))
                options.Add(new SchemaOption(id, text, null));
        }
        return options.Count == 0 ? OptionIndex.Empty : new OptionIndex(options);
    }

    private static void AddTree(List<SchemaOption> options, IEnumerable<JsonElement> nodes, SchemaOption? parent)
    {
        foreach (var node in nodes)
        {
            var title = Text(node, "title") ?? "";
            var id = Text(node, "key") ?? Text(node, "schemaId") ?? Text(node, "value");
            if (id is null)
                continue;
            var option = new SchemaOption(id, parent is null ? title : parent.Text + PathSeparator + title, parent);
            options.Add(option);
            AddTree(options, Items(node, "children"), option);
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement owner, string key) =>
        owner.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    private static string[] Texts(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static bool Flag(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;
}
