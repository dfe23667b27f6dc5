namespace Limn.Server.Database;

/// <summary>Carries out one kind of consequence. It may be called again for the same messages, so it must be idempotent.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind given to <see cref="Write.Then"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// Handles messages of one kind and key, in order. Throwing puts all of them off and tries again later. A handler whose work cannot be
    /// repeated removes the messages in its own transaction.
    /// </summary>
    Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);
}
