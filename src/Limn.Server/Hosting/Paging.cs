namespace Limn.Server.Hosting;

/// <summary>The query parameters of every list: <c>page</c> from 1, <c>limit</c>, and <c>sort</c>, for example <c>-createdAt,priority</c>.</summary>
internal sealed record PageQuery(int? Page, int? Limit, string? Sort)
{
    private const int DefaultLimit = 10;

    public int Take(Limits limits) => Math.Clamp(Limit ?? DefaultLimit, 1, limits.PageSize);

    /// <summary>Rows before the page; a page too far to be counted is an empty one.</summary>
    public int Skip(Limits limits) => (int)Math.Min((Math.Max(Page ?? 1, 1) - 1L) * Take(limits), int.MaxValue);
}
