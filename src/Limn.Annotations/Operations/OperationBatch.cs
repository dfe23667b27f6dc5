using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>The operations of one gesture: what an editor does and undoes in one step.</summary>
public sealed class OperationBatch
{
    /// <summary>Longest id, in characters.</summary>
    public const int LongestId = 100;

    private static readonly Utf8Key Verdict = new("verdict");

    internal OperationBatch(string id, int place, IReadOnlyList<Operation> operations) => (Id, Place, Operations) = (id, place, operations);

    /// <summary>The editor's name for it; sent again under the same name, it changes nothing.</summary>
    public string Id { get; }

    /// <summary>Number of operations.</summary>
    public int Count => Operations.Count;

    /// <summary>What it paints, by the index of the operation.</summary>
    public IEnumerable<(int Index, BrushPaint Paint)> Paints =>
        Operations.Select((operation, index) => (index, (operation as Operation.Paint)?.Tiles)).Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.index, pair.Item2!));

    /// <summary>Whether it gives objects a reviewer's verdict, and does nothing else.</summary>
    public bool IsVerdictOnly => Operations.All(operation => operation is Operation.Set { List: MemberKind.Object } set && set.Field.Equals(Verdict));

    /// <summary>Index in the request.</summary>
    public int Place { get; }

    internal IReadOnlyList<Operation> Operations { get; }

    /// <summary>Reads a JSON list of batches.</summary>
    /// <param name="utf8">The list; must not change as long as the batches are in use, which share its bytes.</param>
    /// <param name="limits">Limits; a request has as many operations as an answer may have objects.</param>
    /// <param name="problems">Gets what is wrong, with paths such as <c>batches[0].operations[2]</c>.</param>
    /// <returns>The batches; not to be used when there are problems.</returns>
    public static IReadOnlyList<OperationBatch> Read(ReadOnlyMemory<byte> utf8, AnswerLimits limits, ICollection<Problem> problems)
    {
        if (JsonInput.Check(utf8.Span, limits) is { } malformed)
        {
            problems.Add(malformed with { Path = "batches" });
            return [];
        }
        return new OperationReader(limits, problems).ReadBatches(utf8);
    }
}
