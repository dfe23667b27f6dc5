namespace Limn.Server.Annotations;

/// <summary>Follows the revisions of one task from the first on: that none is missing or altered, and which answer they lead to.</summary>
internal sealed class RevisionChain
{
    /// <summary>The end of a chain without revisions.</summary>
    public static readonly ChainEnd Untouched = new RevisionChain().End;

    private int number;
    private byte[] hash = [];
    private ReplayedAnswer answer = ReplayedAnswer.Untouched;
    private string? breach;

    /// <summary>Where the revisions so far lead.</summary>
    public ChainEnd End => new(number, hash, answer.Digest(), breach);

    /// <summary>Takes the next revision. Returns a sentence when it is the first that breaks the chain.</summary>
    public string? Add(Revision revision)
    {
        if (breach is not null)
        {
            return null;
        }

        breach = Follow(revision);
        return breach;
    }

    private string? Follow(Revision revision)
    {
        if (revision.Number != ++number)
        {
            return $"Revision {number} is missing.";
        }

        if (!revision.PreviousHash.AsSpan().SequenceEqual(hash) || !revision.Hash.AsSpan().SequenceEqual(RevisionLog.HashOf(revision)))
        {
            return $"Revision {number} was altered.";
        }

        hash = revision.Hash;
        try
        {
            answer = RevisionChanges.Apply(answer, revision.Changes);
            return null;
        }
        catch (InvalidDataException)
        {
            return $"Revision {number} does not fit the answer before it.";
        }
    }
}

/// <summary>Where a chain ends.</summary>
/// <param name="Number">Of the last revision; 0 = none.</param>
/// <param name="Hash">Of the last revision.</param>
/// <param name="Digest">Of the answer that they lead to.</param>
/// <param name="Breach">What is wrong with the chain; null when it is whole.</param>
internal sealed record ChainEnd(int Number, byte[] Hash, byte[] Digest, string? Breach)
{
    /// <summary>What is wrong with a stored answer as the end of this chain; null when nothing is.</summary>
    public string? Compare(StoredAnswer? stored)
    {
        if (Breach is not null)
        {
            return Breach;
        }

        if ((stored?.Revision ?? 0) != Number || !(stored?.RevisionHash ?? []).AsSpan().SequenceEqual(Hash))
        {
            return $"The answer names revision {stored?.Revision ?? 0}, the log ends at {Number}.";
        }

        return ReplayedAnswer.Of(stored).Digest().AsSpan().SequenceEqual(Digest) ? null : "The answer is not the one that its revisions lead to.";
    }
}
