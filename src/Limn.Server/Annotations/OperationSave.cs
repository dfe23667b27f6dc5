using Limn.Annotations.Operations;
using Limn.Server.Brushes;

namespace Limn.Server.Annotations;

/// <summary>Batches of operations that somebody's editor sends for a task.</summary>
internal sealed record OperationSave
{
    public required TaskId TaskId { get; init; }

    public required Worker Worker { get; init; }

    public required string Session { get; init; }

    /// <summary>The last revision that the editor knows; null = the one in force.</summary>
    public int? Revision { get; init; }

    public required IReadOnlyList<OperationBatch> Batches { get; init; }

    /// <summary>Milliseconds of work since the last save.</summary>
    public long Duration { get; init; }

    /// <summary>The server's address, as the editor reaches it.</summary>
    public required string Origin { get; init; }

    /// <summary>The same as a save of a whole answer, for the rules that both obey.</summary>
    public AnswerSave ToAnswerSave() => new() { TaskId = TaskId, Worker = Worker, Session = Session, Duration = Duration };
}

/// <summary>What others changed while an editor worked.</summary>
/// <param name="Replay">Null when nobody did.</param>
/// <param name="Batches">The same, revision by revision.</param>
internal sealed record OthersWork(AnswerReplay? Replay, IReadOnlyList<SinceBatch> Batches)
{
    public static readonly OthersWork None = new(null, []);

    /// <summary>Tiles of the mask that they painted.</summary>
    public IReadOnlySet<TilePlace> Tiles { get; init; } = new HashSet<TilePlace>();

    /// <summary>They put another mask in place of the one that the editor knows.</summary>
    public bool IsMaskReplaced { get; init; }
}
