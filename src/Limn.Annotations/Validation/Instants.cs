using System.Globalization;

namespace Limn.Annotations.Validation;

/// <summary>Reading of instants.</summary>
internal static class Instants
{
    private const int CanonicalLength = 24;

    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static bool IsInRange(long unixMilliseconds) => unixMilliseconds >= First && unixMilliseconds <= Last;

    public static bool TryParse(string text, out DateTimeOffset instant) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    /// <summary>
    /// Whether the text has the shape <c>2024-05-01T08:00:00.000Z</c> already; the commonest case, decided without a parse.
    /// </summary>
    public static bool IsCanonical(ReadOnlySpan<byte> text)
    {
        var shape = "0000-00-00T00:00:00.000Z"u8;
        if (text.Length != CanonicalLength)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == '0' ? !char.IsAsciiDigit((char)text[i]) : text[i] != shape[i])
                return false;
        }
        return true;
    }
}
