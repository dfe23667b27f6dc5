using System.Text.Json;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Limn.Server.Permissions;

/// <summary>
/// For routes that tell their project in the JSON body. The body is read through once, spooled to disk when it is large, and rewound for the
/// endpoint; only the project's id is taken from it before the check.
/// </summary>
public static class BodyScope
{
    private const int MemoryBytes = 256 << 10;

    /// <summary>The project is the text under one of <paramref name="keys"/> at the top of the body.</summary>
    public static Scope Project(params string[] keys) => new(
        $"project in the body ({string.Join(", ", keys)})", request => EnterAsync(request, keys, LimitsOf(request.Http).JsonBodyBytes));

    /// <summary>As <see cref="Project"/>, for an endpoint that reads the body as a stream.</summary>
    public static Scope StreamedProject(params string[] keys) => new(
        $"project in the body ({string.Join(", ", keys)})", request => EnterAsync(request, keys, LimitsOf(request.Http).StreamedBodyBytes));

    /// <summary>Reads one text at the top level of the body and rewinds it. Null when the body has no such key.</summary>
    public static Task<string?> ReadTopLevelTextAsync(HttpContext http, string[] keys) =>
        ReadTopLevelTextAsync(http, keys, LimitsOf(http).JsonBodyBytes);

    private static async Task<Refusal?> EnterAsync(AccessRequest request, string[] keys, long mostBytes)
    {
        // A run key names its project, so a body may leave it out.
        var text = await ReadTopLevelTextAsync(request.Http, keys, mostBytes) ?? request.Caller.Run?.ProjectId.ToString();
        return text is null
            ? Refusal.BadRequest($"Name the project: the body lacks the key \"{keys[0]}\".")
            : await Scopes.EnterProjectAsync(request, text);
    }

    private static async Task<string?> ReadTopLevelTextAsync(HttpContext http, string[] keys, long mostBytes)
    {
        var limits = LimitsOf(http);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = mostBytes;
        }

        http.Request.EnableBuffering(MemoryBytes, mostBytes);
        var text = await TopLevelText.FindAsync(http.Request.Body, keys, limits, http.RequestAborted);
        http.Request.Body.Position = 0;
        return text;
    }

    private static Limits LimitsOf(HttpContext http) => http.RequestServices.GetRequiredService<Limits>();
}

/// <summary>Finds a text at the top level of a JSON object in a stream, without keeping the rest.</summary>
internal static class TopLevelText
{
    private const int FirstBuffer = 64 << 10;

    public static async Task<string?> FindAsync(Stream stream, string[] keys, Limits limits, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var length = 0;
        var scan = new Scan(keys, new JsonReaderState(new JsonReaderOptions { MaxDepth = limits.JsonDepth }));
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            var consumed = scan.Read(buffer.AsSpan(0, length), isFinal: read == 0);

            if (read == 0)
            {
                return scan.Found;
            }

            buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
            length -= consumed;
            if (length == buffer.Length)
            {
                // One token fills the buffer: a very long text, if not more than a whole answer may hold.
                if (length >= limits.AnswerBytes)
                {
                    throw new RefusedException(Refusal.TooLarge($"A text is larger than {limits.AnswerBytes} bytes."));
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private sealed class Scan(string[] keys, JsonReaderState state)
    {
        private bool isNext;
        private JsonReaderState state = state;

        public string? Found { get; private set; }

        public int Read(ReadOnlySpan<byte> bytes, bool isFinal)
        {
            var reader = new Utf8JsonReader(bytes, isFinal, state);
            while (reader.Read())
            {
                if (isNext && reader.TokenType == JsonTokenType.String)
                {
                    Found = reader.GetString();
                }

                isNext = Found is null && reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && IsKey(ref reader);
            }

            state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }

        private bool IsKey(ref Utf8JsonReader reader)
        {
            foreach (var key in keys)
            {
                if (reader.ValueTextEquals(key))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
