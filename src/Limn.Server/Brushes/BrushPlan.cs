using Limn.Annotations.Operations;

namespace Limn.Server.Brushes;

/// <summary>What operations paint.</summary>
/// <param name="Tiles">Rows to add; none when nothing is painted.</param>
/// <param name="Conflicts">Operations that are not carried out.</param>
internal sealed record BrushPlan(IReadOnlyList<BrushTile> Tiles, IReadOnlyList<OperationConflict> Conflicts)
{
    public static readonly BrushPlan Nothing = new([], []);
}
