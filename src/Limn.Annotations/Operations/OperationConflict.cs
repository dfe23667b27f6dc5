namespace Limn.Annotations.Operations;

/// <summary>An operation that was not carried out since the answer is another one than its author saw. The rest of its batch is.</summary>
/// <param name="Batch">Id of its batch.</param>
/// <param name="Operation">Its index in the batch.</param>
/// <param name="Reason">One of <see cref="ConflictReasons"/>.</param>
/// <param name="Theirs">JSON of the value or member that is in force; empty when there is none.</param>
public sealed record OperationConflict(string Batch, int Operation, string Reason, ReadOnlyMemory<byte> Theirs);

/// <summary>Why operations are not carried out.</summary>
public static class ConflictReasons
{
    /// <summary>The member, or an end of the relation, does not exist any more.</summary>
    public const string Missing = "missing";

    /// <summary>Somebody else changed the same field, the member that is to be removed, or the same tile.</summary>
    public const string Changed = "changed";

    /// <summary>There is a member with this key.</summary>
    public const string Exists = "exists";

    /// <summary>The question has an answer already, and takes one.</summary>
    public const string Answered = "answered";

    /// <summary>The schema has no such class.</summary>
    public const string UnknownClass = "unknownClass";

    /// <summary>The class has no such option.</summary>
    public const string UnknownOption = "unknownOption";
}
