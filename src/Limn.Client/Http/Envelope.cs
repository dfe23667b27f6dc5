using System.Text;
using System.Text.Json;

namespace Limn.Client.Http;

/// <summary>
/// The form of every answer: <c>{"status":"success","data":{...}}</c>, or <c>{"status":"fail","message":"..."}</c>. A failure
/// can come with status 200, and white space can come before the brace when the answer took long.
/// </summary>
internal static class Envelope
{
    private const int LongestQuote = 200;

    internal static JsonElement Open(ApiCall call, int status, byte[] body)
    {
        if (Parse(body) is not { } answer)
            throw new LimnApiException(status, call.ToString(), $"the reply is no JSON: {Quote(Encoding.UTF8.GetString(body))}");
        if (status >= 400 || IsFailure(answer))
            throw new LimnApiException(status, call.ToString(), Message(answer));
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("data", out var data) ? data : answer;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsFailure(JsonElement answer) => Text(answer, "status") is "fail" or "error";

    private static string Message(JsonElement answer) => Text(answer, "message") ?? Quote(answer.GetRawText());

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Quote(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
}
