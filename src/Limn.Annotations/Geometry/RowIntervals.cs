namespace Limn.Annotations.Geometry;

/// <summary>Half-open intervals of rows, sorted and apart from each other.</summary>
internal sealed class RowIntervals
{
    private List<(int Start, int End)> items = [];
    private List<(int Start, int End)> scratch = [];

    public List<(int Start, int End)> Items => items;

    public void Clear() => items.Clear();

    public void Unite(RowIntervals other)
    {
        if (other.items.Count == 0)
            return;
        scratch.Clear();
        scratch.AddRange(items);
        scratch.AddRange(other.items);
        scratch.Sort();
        items.Clear();
        foreach (var (start, end) in scratch)
        {
            if (items.Count > 0 && start <= items[^1].End)
                items[^1] = (items[^1].Start, Math.Max(items[^1].End, end));
            else
                items.Add((start, end));
        }
    }

    public void Subtract(RowIntervals other)
    {
        scratch.Clear();
        var next = 0;
        foreach (var (from, end) in items)
        {
            var start = from;
            while (next < other.items.Count && other.items[next].End <= start)
                next++;
            for (var i = next; i < other.items.Count && other.items[i].Start < end; i++)
            {
                if (other.items[i].Start > start)
                    scratch.Add((start, other.items[i].Start));
                start = Math.Max(start, other.items[i].End);
            }
            if (start < end)
                scratch.Add((start, end));
        }
        (items, scratch) = (scratch, items);
    }
}
