using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Limn.SocketIO.Packets;

/// <summary>Strings as they stand in JSON.</summary>
internal static class JsonText
{
    // Names of events hardly ever hold anything else, and need no escaping then.
    private static readonly SearchValues<char> PlainLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/ ");

    /// <summary>Decodes the inside of a JSON string that <see cref="Surrogates.Repair"/> has seen.</summary>
    public static string Decode(ReadOnlySpan<byte> inside, bool isEscaped)
    {
        if (!isEscaped)
            return Encoding.UTF8.GetString(inside);
        var reader = new Utf8JsonReader([(byte)'"', .. inside, (byte)'"']);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Writes text as a JSON string with its quotes.</summary>
    public static void WriteQuoted(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        if (text.AsSpan().ContainsAnyExcept(PlainLetters))
            output.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }
}
