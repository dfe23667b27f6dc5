using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Limn.Server.Hosting;

/// <summary>
/// Refuses what no database keeps as text, before anything reads it: bytes that are no UTF-8, which the JSON reader lets pass inside of
/// texts, and the escapes of U+0000 and of half a surrogate pair, which are well-formed JSON. Bodies of the API are JSON, all of them, and
/// are looked through as they stream by.
/// </summary>
internal static class WholeTexts
{
    private const string Message = "A text is no UTF-8, or holds U+0000 or half a surrogate pair. Leave such characters out.";

    public static void UseWholeTexts(this WebApplication app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/v2"))
        {
            return next(http);
        }

        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            return Refusal.BadRequest(Message).WriteAsync(http);
        }

        if (http.Request.GetTypedHeaders().ContentType is { Charset: { Length: > 0 } charset } && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "Send the body as UTF-8.").WriteAsync(http);
        }

        http.Request.Body = Check(http.Request.Body);
        return next(http);
    });

    /// <summary>The same stream; reading it throws <see cref="RefusedException"/> where a text is not whole.</summary>
    public static Stream Check(Stream body) => new CheckedBody(body);

    /// <summary>Parses JSON that came inside a text, which the check of the body has not looked into.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        var scan = new Scan();
        return Utf8.IsValid(json.Span) && scan.IsWhole(json.Span) ? JsonDocument.Parse(json) : throw new JsonException(Message);
    }

    /// <summary>Goes through JSON in pieces of any size. Raw UTF-8 holds neither, so only escapes matter.</summary>
    private struct Scan
    {
        private const int EscapeLength = 6;
        private readonly byte[] escape = new byte[EscapeLength];
        private int length;
        private bool isAfterHigh;

        public Scan()
        {
        }

        /// <summary>False once a text is not whole.</summary>
        public bool IsWhole(ReadOnlySpan<byte> json)
        {
            while (!json.IsEmpty)
            {
                if (length == 0 && !isAfterHigh)
                {
                    var next = json.IndexOf((byte)'\\');
                    json = next < 0 ? [] : json[next..];
                    if (next < 0)
                    {
                        break;
                    }
                }

                if (!Take(json[0]))
                {
                    return false;
                }

                json = json[1..];
            }

            return true;
        }

        private bool Take(byte letter)
        {
            if (length == 0 && letter != '\\')
            {
                // Only reached behind the first half of a pair.
                return false;
            }

            escape[length++] = letter;
            if (length == 2 && letter != 'u')
            {
                length = 0;
                return !isAfterHigh;
            }

            return length < EscapeLength || End();
        }

        private bool End()
        {
            length = 0;
            if (!Utf8Parser.TryParse(escape.AsSpan(2), out int unit, out _, 'x'))
            {
                // No JSON; its reader will say so.
                return true;
            }

            var isLow = char.IsLowSurrogate((char)unit);
            var isExpected = isLow == isAfterHigh;
            isAfterHigh = char.IsHighSurrogate((char)unit);
            return unit != 0 && isExpected;
        }
    }

    private sealed class CheckedBody(Stream inner) : Stream
    {
        private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        private readonly Decoder decoder = Strict.GetDecoder();
        private Scan scan = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            return IsUtf8(buffer.Span[..read]) && scan.IsWhole(buffer.Span[..read]) ? read : throw new RefusedException(Refusal.BadRequest(Message));
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        // The decoder remembers a character whose last bytes come later.
        private bool IsUtf8(ReadOnlySpan<byte> bytes)
        {
            var letters = ArrayPool<char>.Shared.Rent(Strict.GetMaxCharCount(bytes.Length));
            try
            {
                decoder.GetChars(bytes, letters, flush: false);
                return true;
            }
            catch (DecoderFallbackException)
            {
                return false;
            }
            finally
            {
                ArrayPool<char>.Shared.Return(letters);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
