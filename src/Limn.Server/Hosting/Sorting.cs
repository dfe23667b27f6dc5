using System.Linq.Expressions;

namespace Limn.Server.Hosting;

/// <summary>
/// The keys that a list can be sorted by: a closed list, so that nothing else of a row can be learned from its order. The first key given is
/// the row's id, which makes every order total.
/// </summary>
internal sealed class Sorting<TRow>(string byDefault)
{
    private delegate IOrderedQueryable<TRow> Ordering(IQueryable<TRow> rows, bool isFirst, bool isDescending);

    private const string IdKey = "_id";
    private readonly Dictionary<string, Ordering> orderings = [];

    /// <summary>Admits a key.</summary>
    public Sorting<TRow> By<TKey>(string name, Expression<Func<TRow, TKey>> key)
    {
        orderings.Add(name, (rows, isFirst, isDescending) => (isFirst, isDescending) switch
        {
            (true, false) => rows.OrderBy(key),
            (true, true) => rows.OrderByDescending(key),
            (false, false) => ((IOrderedQueryable<TRow>)rows).ThenBy(key),
            (false, true) => ((IOrderedQueryable<TRow>)rows).ThenByDescending(key),
        });
        return this;
    }

    /// <summary>Reads the wire's <c>sort</c>; null means the default order.</summary>
    public Reply<SortOrder<TRow>> Parse(string? sort)
    {
        var steps = new List<(string Key, bool IsDescending)>();
        foreach (var text in (string.IsNullOrWhiteSpace(sort) ? byDefault : sort).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var key = text.TrimStart('-', '+');
            if (!orderings.ContainsKey(key))
            {
                return Refusal.BadRequest($"The list cannot be sorted by {key}. Sort by one of: {string.Join(", ", orderings.Keys)}.");
            }

            // A key that comes again decides nothing, and thousands of them make a query that no stack holds.
            if (!steps.Exists(step => step.Key == key))
            {
                steps.Add((key, text[0] == '-'));
            }
        }

        if (steps.TrueForAll(step => step.Key != IdKey))
        {
            // In the last key's direction, so that an index on both serves it.
            steps.Add((IdKey, steps.Count > 0 && steps[^1].IsDescending));
        }

        return new SortOrder<TRow>(steps[0].Key, steps[0].IsDescending, rows =>
        {
            for (var index = 0; index < steps.Count; index++)
            {
                rows = orderings[steps[index].Key](rows, index == 0, steps[index].IsDescending);
            }

            return rows;
        });
    }
}

/// <summary>An order that a caller chose.</summary>
/// <param name="Key">The first key.</param>
/// <param name="IsDescending">Its direction.</param>
internal sealed record SortOrder<TRow>(string Key, bool IsDescending, Func<IQueryable<TRow>, IQueryable<TRow>> Apply);
