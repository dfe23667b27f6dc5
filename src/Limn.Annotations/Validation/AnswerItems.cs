using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>
/// The options of a list answer while they are gathered: each once, tree nodes after their ancestors, as exports list them.
/// </summary>
internal sealed class AnswerItems(bool keepsRepeated)
{
    private readonly HashSet<SchemaOption> options = [];
    private readonly HashSet<Utf8Key> texts = [];

    public List<AnswerItem> Items { get; } = [];

    public void Add(AnswerItem item)
    {
        if (item.Option?.Parent is { } parent && !options.Contains(parent))
            Add(new AnswerItem(parent, item.IsId));
        var isNew = item.Option is { } option ? options.Add(option) : texts.Add(item.Text);
        if (isNew || keepsRepeated)
            Items.Add(item);
    }
}
