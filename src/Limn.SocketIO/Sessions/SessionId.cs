using System.Security.Cryptography;

namespace Limn.SocketIO.Sessions;

/// <summary>128 random bits as 22 letters of base64url. Whoever knows the id of a session can speak in it.</summary>
internal readonly record struct SessionId(string Value)
{
    private const int Bytes = 16;
    private const int Base64Letters = 24;
    private const int Letters = 22;

    public static SessionId New()
    {
        Span<byte> bits = stackalloc byte[Bytes];
        Span<char> letters = stackalloc char[Base64Letters];
        RandomNumberGenerator.Fill(bits);
        Convert.TryToBase64Chars(bits, letters, out _);
        letters.Replace('+', '-');
        letters.Replace('/', '_');
        return new SessionId(letters[..Letters].ToString());
    }

    public static bool TryParse(ReadOnlySpan<char> text, out SessionId id)
    {
        id = default;
        if (text.Length != Letters)
            return false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return false;
        }
        id = new SessionId(text.ToString());
        return true;
    }
}
