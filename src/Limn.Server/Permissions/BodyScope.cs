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
    public static Scope Project(params string[] keys) => new($"project in the body ({string.Join(", ", keys)})", async request =>
    {
        // A run key names its project, so a body may leave it out.
        var text = await ReadTopLevelTextAsync(request.Http, keys) ?? request.Caller.Run?.ProjectId.ToString();
        return text is null
            ? Refusal.BadRequest($"Name the project: the body lacks the key \"{keys[0]}\".")
            : await Scopes.EnterProjectAsync(request, text);
    });

    /// <summary>Reads one text at the top level of the body and rewinds it. Null when the body has no such key.</summary>
    public static async Task<string?> ReadTopLevelTextAsync(HttpContext http, string[] keys)
    {
        var limits = http.RequestServices.GetRequiredService<Limits>();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.StreamedBodyBytes;
        }

        http.Request.EnableBuffering(MemoryBytes, limits.StreamedBodyBytes);
        var text = await TopLevelText.FindAsync(http.Request.Body, keys, limits.JsonDepth, http.RequestAborted);
        http.Request.Body.Position = 0;
        return text;
    }
}

/// <summary>Finds a text at the top level of a JSON object in a stream, without keeping the rest.</summary>
internal static class TopLevelText
{
    private const int FirstBuffer = 64 << 10;

    public static async Task<string?> FindAsync(Stream stream, string[] keys, int maxDepth, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var length = 0;
        var scan = new Scan(keys, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
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
                // One token fills the buffer: a very long text.
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
