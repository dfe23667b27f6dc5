using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Limn.Server.Database;

/// <summary>
/// The id of one entity: 12 bytes (seconds since 1970, five random bytes of the process, a counter), written as 24 lower-case
/// hex digits. Ids made by one process ascend, so their order is the order of creation.
/// </summary>
/// <typeparam name="TEntity">The entity, so that ids of different things do not mix.</typeparam>
[JsonConverter(typeof(IdJsonConverterFactory))]
[GenerateSerializer]
[Immutable]
public readonly record struct Id<TEntity>([property: Id(0)] ulong High, [property: Id(1)] uint Low) : IComparable<Id<TEntity>>, IParsable<Id<TEntity>>, IId
{
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<TEntity> result)
    {
        if (Id.TryParse(s, out var high, out var low))
        {
            result = new Id<TEntity>(high, low);
            return true;
        }

        result = default;
        return false;
    }

    public static Id<TEntity> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"Not an id: {s}");

    public int CompareTo(Id<TEntity> other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override string ToString() => Id.Format(High, Low);

    public static bool operator <(Id<TEntity> left, Id<TEntity> right) => left.CompareTo(right) < 0;

    public static bool operator >(Id<TEntity> left, Id<TEntity> right) => left.CompareTo(right) > 0;

    public static bool operator <=(Id<TEntity> left, Id<TEntity> right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Id<TEntity> left, Id<TEntity> right) => left.CompareTo(right) >= 0;
}

/// <summary>Marks every <see cref="Id{TEntity}"/>, for those who treat all of them alike (JSON, OpenAPI, the database).</summary>
public interface IId
{
    ulong High { get; }

    uint Low { get; }
}

/// <summary>Makes, writes and reads ids.</summary>
public static class Id
{
    /// <summary>Number of hex digits.</summary>
    public const int Length = 24;

    private static readonly ulong Process = ReadProcess();
    // Starts low, so that it does not wrap, and thereby break the order, in the first millions of ids.
    private static uint counter = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4)) & 0xF_FFFF;

    /// <summary>Makes an id that no other process makes; later calls of this process give greater ids within a second.</summary>
    public static Id<TEntity> New<TEntity>(TimeProvider clock)
    {
        var seconds = (ulong)clock.GetUtcNow().ToUnixTimeSeconds() & 0xFFFF_FFFF;
        var count = Interlocked.Increment(ref counter) & 0xFF_FFFF;
        return new Id<TEntity>((seconds << 32) | (Process >> 8), (uint)((Process & 0xFF) << 24) | count);
    }

    internal static bool TryParse(string? text, out ulong high, out uint low)
    {
        high = 0;
        low = 0;
        if (text is not { Length: Length })
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length / 2];
        if (Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        low = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        return true;
    }

    internal static string Format(ulong high, uint low) => string.Create(Length, (high, low), static (text, id) =>
    {
        Span<byte> bytes = stackalloc byte[Length / 2];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.high);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], id.low);
        Convert.TryToHexStringLower(bytes, text, out _);
    });

    private static ulong ReadProcess()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes[..5]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
