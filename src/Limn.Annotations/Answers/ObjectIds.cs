using System.Security.Cryptography;

namespace Limn.Annotations.Answers;

/// <summary>Ids of annotations.</summary>
public static class ObjectIds
{
    /// <summary>Length of an id that Limn makes: 23 lower-case hex characters.</summary>
    public const int Length = 23;

    private const int BytesPerId = (Length + 1) / 2;

    // An import makes millions of ids; asking the system's generator for each of them costs more than the rest of the import.
    private const int IdsPerDraw = 64;

    [ThreadStatic]
    private static byte[]? drawn;

    [ThreadStatic]
    private static int left;

    /// <summary>A new id of 92 random bits. Thread safe.</summary>
    public static string Create()
    {
        drawn ??= new byte[BytesPerId * IdsPerDraw];
        if (left == 0)
        {
            RandomNumberGenerator.Fill(drawn);
            left = IdsPerDraw;
        }
        return string.Create(Length, drawn.AsMemory(--left * BytesPerId, BytesPerId), static (id, bytes) =>
        {
            for (var i = 0; i < id.Length; i++)
                id[i] = "0123456789abcdef"[i % 2 == 0 ? bytes.Span[i / 2] >> 4 : bytes.Span[i / 2] & 0xF];
        });
    }
}
