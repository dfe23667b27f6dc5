using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Limn.Annotations.Changes;

/// <summary>
/// Chains the revisions of an answer: each hash covers the one before, so no revision can be altered, taken out or put in unnoticed.
/// <para>
/// SHA-256 over, in this order: the ASCII text <c>limn-revision-1</c>; then each of the following as a field, which is its length as four
/// bytes and its bytes: previous hash (32 bytes, or none for the first revision), task id, number, instant in milliseconds since 1970
/// UTC, by, origin, stage, schema version, changes. Texts are UTF-8, numbers eight bytes; all numbers and lengths are big-endian.
/// </para>
/// </summary>
public static class RevisionHash
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The hash of one revision. Thread safe.</summary>
    /// <param name="previous">Hash of the revision before; empty for the first.</param>
    /// <param name="header">Who, when, how.</param>
    /// <param name="changes">The bytes of the <see cref="AnswerChangeSet"/>.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="ArgumentException"><paramref name="previous"/> has another length.</exception>
    public static byte[] Compute(ReadOnlySpan<byte> previous, RevisionHeader header, ReadOnlySpan<byte> changes)
    {
        if (previous.Length is not (0 or Length))
            throw new ArgumentException($"A hash has {Length} bytes.", nameof(previous));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("limn-revision-1"u8);
        Append(hash, previous);
        Append(hash, header.TaskId);
        Append(hash, header.Number);
        Append(hash, header.At.ToUnixTimeMilliseconds());
        Append(hash, header.By);
        Append(hash, header.Origin);
        Append(hash, header.Stage);
        Append(hash, header.SchemaVersion);
        Append(hash, changes);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Append(hash, bytes);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }
}
