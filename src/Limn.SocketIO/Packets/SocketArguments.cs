using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Limn.SocketIO.Packets;

/// <summary>
/// The arguments of an event or of an ack: a JSON array as UTF-8 bytes, and the attachments that it refers to.
/// </summary>
/// <remarks>
/// An immutable value; safe to use from several threads and to send many times: what was encoded once is copied, not
/// encoded again. The default value is the empty list.
/// </remarks>
public readonly struct SocketArguments
{
    internal static readonly JsonSerializerOptions DefaultOptions = new(JsonSerializerDefaults.Web)
    {
        // The text goes into websocket messages, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // The whole array, of which the first `skipped` items (an event's name) are no arguments; `start` is where they begin.
    private readonly ReadOnlyMemory<byte> array;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>>? attachments;
    private readonly int start;
    private readonly int skipped;

    internal SocketArguments(
        ReadOnlyMemory<byte> array, int start, int skipped, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        this.array = array;
        this.start = start;
        this.skipped = skipped;
        this.attachments = attachments;
    }

    /// <summary>Binary frames of these arguments, in order; empty for most.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => attachments ?? [];

    /// <summary>Number of arguments. Counts anew at each call.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var reader = Open(); reader.TokenType != JsonTokenType.EndArray; Next(ref reader))
                count++;
            return count;
        }
    }

    /// <summary>The arguments as JSON without the brackets around them: <c>1,"two",{"three":3}</c>.</summary>
    internal ReadOnlyMemory<byte> Items => array.IsEmpty ? array : array[start..^1];

    /// <summary>Encodes values as JSON with camel-case names (<see cref="JsonSerializerDefaults.Web"/>).</summary>
    /// <param name="values">
    /// Anything that System.Text.Json can write, among it <see cref="Attachment"/> at any depth. An array given alone is the
    /// list of arguments; to make it one argument, cast it to object.
    /// </param>
    /// <returns>The arguments.</returns>
    /// <exception cref="NotSupportedException">A value cannot be written as JSON.</exception>
    /// <exception cref="ArgumentException">A number is not finite, which JSON cannot carry.</exception>
    public static SocketArguments Of(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var array = AttachmentConverter.Serialize(values, DefaultOptions, out var attachments);
        return new SocketArguments(array, 1, 0, attachments);
    }

    /// <summary>Takes arguments that are JSON already.</summary>
    /// <param name="array">A JSON array as UTF-8. It is not copied: leave it unchanged.</param>
    /// <param name="attachments">The bytes that placeholders in the array refer to. Default none.</param>
    /// <returns>The arguments.</returns>
    /// <exception cref="FormatException">The text is not one JSON array.</exception>
    public static SocketArguments FromJson(ReadOnlyMemory<byte> array, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null) =>
        JsonPayload.TryReadArray(array, out var payload)
            ? new SocketArguments(payload.Json, 1, 0, attachments ?? [])
            : throw new FormatException("Arguments are one JSON array.");

    /// <summary>The JSON of one argument.</summary>
    /// <param name="index">Zero for the first one.</param>
    /// <returns>UTF-8 JSON, or empty memory when there are fewer arguments.</returns>
    public ReadOnlyMemory<byte> GetJson(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var reader = Open();
        for (; index > 0 && reader.TokenType != JsonTokenType.EndArray; index--)
            Next(ref reader);
        if (reader.TokenType == JsonTokenType.EndArray)
            return default;
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return array[from..(int)reader.BytesConsumed];
    }

    /// <summary>Reads one argument.</summary>
    /// <typeparam name="T">What the argument holds; it may contain <see cref="Attachment"/> at any depth.</typeparam>
    /// <param name="index">Zero for the first one.</param>
    /// <param name="options">How to read. Default: <see cref="JsonSerializerDefaults.Web"/>.</param>
    /// <returns>The value, or the type's default when there are fewer arguments.</returns>
    /// <exception cref="JsonException">The argument does not hold such a value.</exception>
    public T? Get<T>(int index, JsonSerializerOptions? options = null)
    {
        var json = GetJson(index);
        return json.IsEmpty ? default : AttachmentConverter.Deserialize<T>(json.Span, Attachments, options ?? DefaultOptions);
    }

    /// <summary>Writes the arguments as one JSON array.</summary>
    /// <param name="output">Receives UTF-8 JSON.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("["u8);
        output.Write(Items.Span);
        output.Write("]"u8);
    }

    // The reader stands on the first argument, or on the end of the array.
    private Utf8JsonReader Open()
    {
        var reader = new Utf8JsonReader(array.IsEmpty ? "[]"u8 : array.Span);
        reader.Read();
        reader.Read();
        for (var i = 0; i < skipped; i++)
            Next(ref reader);
        return reader;
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        reader.Skip();
        reader.Read();
    }
}
