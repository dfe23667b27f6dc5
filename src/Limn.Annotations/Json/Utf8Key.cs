using System.Text;
using System.Text.Json;

namespace Limn.Annotations.Json;

/// <summary>Unescaped UTF-8 text as a dictionary key, so that ids of millions of members need no strings.</summary>
internal readonly struct Utf8Key(ReadOnlyMemory<byte> utf8) : IEquatable<Utf8Key>
{
    public Utf8Key(string text) : this(Encoding.UTF8.GetBytes(text)) { }

    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>The text under the reader; shares the source's bytes unless they hold escapes.</summary>
    /// <exception cref="JsonException">The text is not Unicode.</exception>
    public static Utf8Key Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        if (!reader.ValueIsEscaped)
            return new Utf8Key(source.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
        var unescaped = new byte[reader.ValueSpan.Length];
        try
        {
            return new Utf8Key(unescaped.AsMemory(0, reader.CopyString(unescaped)));
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text holds half a surrogate pair or is no UTF-8.", e);
        }
    }

    public bool Equals(Utf8Key other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => obj is Utf8Key other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
