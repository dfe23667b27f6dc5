using System.Text;
using Limn.Annotations.Json;

namespace Limn.Annotations.Schemas;

/// <summary>The options of one class, found by text, by id, or by text without regard to case and outer space; in that order.</summary>
internal sealed class OptionIndex
{
    public static readonly OptionIndex Empty = new([]);

    private readonly Dictionary<Utf8Key, SchemaOption> byText = [];
    private readonly Dictionary<Utf8Key, SchemaOption> byId = [];
    private readonly Dictionary<string, SchemaOption> byLooseText = new(StringComparer.OrdinalIgnoreCase);

    public OptionIndex(IReadOnlyList<SchemaOption> options)
    {
        All = options;
        foreach (var option in options)
        {
            byText.TryAdd(new Utf8Key(option.Text), option);
            byId.TryAdd(new Utf8Key(option.SchemaId), option);
            byLooseText.TryAdd(option.Text.Trim(), option);
        }
    }

    public IReadOnlyList<SchemaOption> All { get; }

    public SchemaOption? FindById(Utf8Key id) => byId.GetValueOrDefault(id);

    /// <summary>The option that an answer means, and whether the answer is its id rather than its text.</summary>
    public SchemaOption? Find(Utf8Key answer, out bool isId)
    {
        isId = false;
        if (byText.TryGetValue(answer, out var option))
            return option;
        if (byId.TryGetValue(answer, out option))
        {
            isId = true;
            return option;
        }
        return byLooseText.GetValueOrDefault(Encoding.UTF8.GetString(answer.Utf8.Span).Trim());
    }
}
