using System.Collections.Concurrent;
using Limn.Server.Database;

namespace Limn.Faults.Load;

/// <summary>Something that the server has acknowledged.</summary>
/// <param name="What">In words.</param>
/// <param name="IsThereAsync">Whether the database holds it.</param>
internal sealed record Acknowledged(string What, Func<LimnDb, Task<bool>> IsThereAsync);

/// <summary>Everything that the server has acknowledged. Thread-safe.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Acknowledged> entries = [];

    public int Count => entries.Count;

    public void Note(string what, Func<LimnDb, Task<bool>> isThereAsync) => entries.Enqueue(new Acknowledged(what, isThereAsync));

    /// <summary>Those after the first <paramref name="skip"/>.</summary>
    public IReadOnlyList<Acknowledged> From(int skip) => [.. entries.Skip(skip)];
}
