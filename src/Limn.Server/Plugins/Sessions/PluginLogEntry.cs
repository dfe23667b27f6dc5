using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Limn.Server.Plugins.Sessions;

/// <summary>A log line as it came in.</summary>
/// <param name="Extra">The line's further values as a JSON object; empty when it had none.</param>
[GenerateSerializer]
[Immutable]
internal sealed partial record PluginLogEntry(
    [property: Id(0)] PluginLogLevel Level, [property: Id(1)] string Message, [property: Id(2)] byte[] Extra, [property: Id(3)] DateTimeOffset ReceivedAt)
{
    // Who the run belongs to is known; what the line says of it is not believed and not kept.
    private static readonly string[] KnownKeys = ["level", "msg", "message", "organization", "pluginId", "runBy", "session", "apikey"];

    /// <summary>Reads a line of a socket, of the SDK's REST call, or as the API's documents have it.</summary>
    /// <param name="maxLength">Characters that are kept of the message, and bytes of the further values.</param>
    public static PluginLogEntry Read(JsonElement body, int maxLength, DateTimeOffset receivedAt)
    {
        var message = MessageOf(body.Member("msg") ?? body.Member("message"));
        var extra = ExtraOf(body);
        return new PluginLogEntry(
            LevelOf(body.TextMember("level")),
            message.ToKept(maxLength),
            extra.Length > maxLength ? """{"note":"Its further values were too long to keep."}"""u8.ToArray() : extra,
            receivedAt);
    }

    /// <summary>
    /// The progress that the line tells by the custom of first-party plugins: <c>[total/done]</c>, in that order. Null when it tells none.
    /// </summary>
    public (long Done, long Total)? Progress =>
        ProgressPattern().Match(Message) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, out var total) && long.TryParse(match.Groups[2].ValueSpan, out var done)
            ? (Math.Min(done, total), Math.Max(done, total))
            : null;

    private static PluginLogLevel LevelOf(string? level) => level?.ToUpperInvariant() switch
    {
        "DEBUG" => PluginLogLevel.Debug,
        "WARNING" or "WARN" => PluginLogLevel.Warning,
        "ERROR" or "CRITICAL" => PluginLogLevel.Error,
        _ => PluginLogLevel.Info,
    };

    private static string MessageOf(JsonElement? message) => message switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
        null => "",
    };

    private static byte[] ExtraOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.EnumerateObject().All(member => KnownKeys.Contains(member.Name)))
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in body.EnumerateObject().Where(member => !KnownKeys.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    [GeneratedRegex(@"\[([0-9]{1,18})/([0-9]{1,18})\]")]
    private static partial Regex ProgressPattern();
}
