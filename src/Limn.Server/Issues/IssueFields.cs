using System.Globalization;
using System.Text.Json;
using Limn.Server.Hosting;

namespace Limn.Server.Issues;

/// <summary>Reads what callers put into issues; each method adds a problem for what is wrong.</summary>
internal sealed class IssueFields(List<Problem> problems)
{
    public const int LongestContent = 20_000;
    private const int LongestPosition = 200;
    private const int MostItems = 100;
    private const int MostBytes = 1 << 20;

    /// <summary>Old clients write None for a place that they do not mean.</summary>
    private const string NoPlace = "None";

    public string Content(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestContent)
        {
            problems.Add(new Problem("content", $"Write 1 to {LongestContent} characters."));
        }

        return text ?? "";
    }

    /// <summary>The text of a place; null for none.</summary>
    public string? Position(RawJson json)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        using var document = json.ToDocument();
        var text = document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : json.ToString();
        if (text is NoPlace or "")
        {
            return null;
        }

        if (text.Length > LongestPosition || !IsPlace(text))
        {
            problems.Add(new Problem("position", "A position is a text such as \"[25, 15]\", or the index of a character such as \"54\"."));
        }

        return text;
    }

    /// <summary>E-mails, whether they came as texts or as objects.</summary>
    public IReadOnlyList<string> Mentions(RawJson json)
    {
        var mentions = new List<string>();
        foreach (var item in Items(json, "contentMentions"))
        {
            var email = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("userEmail", out var inner) ? inner : item;
            if (email.ValueKind == JsonValueKind.String)
            {
                mentions.Add(email.GetString()!);
            }
            else
            {
                problems.Add(new Problem("contentMentions", "Give a list of e-mails."));
            }
        }

        return [.. mentions.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public RawJson ErrorCodes(RawJson json)
    {
        var codes = new List<ErrorCodeReply>();
        foreach (var item in Items(json, "errorCodes"))
        {
            if (TextIn(item, "category") is { } category && TextIn(item, "name") is { } name)
            {
                codes.Add(new ErrorCodeReply(category, name, TextIn(item, "key")));
            }
            else
            {
                problems.Add(new Problem("errorCodes", "An error code is an object with the texts category and name."));
            }
        }

        return RawJson.From(codes);
    }

    /// <summary>An object, or nothing.</summary>
    public RawJson Object(RawJson json, string path) => Checked(json, path, JsonValueKind.Object, "an object");

    /// <summary>A list, or nothing.</summary>
    public RawJson List(RawJson json, string path) => Checked(json, path, JsonValueKind.Array, "a list");

    public int? Index(int? number, string path)
    {
        if (number < 0)
        {
            problems.Add(new Problem(path, $"{path} is a whole number from 0."));
        }

        return number;
    }

    private RawJson Checked(RawJson json, string path, JsonValueKind kind, string name)
    {
        if (json.IsEmpty)
        {
            return default;
        }

        using var document = json.ToDocument();
        if (document.RootElement.ValueKind != kind || json.Utf8.Length > MostBytes)
        {
            problems.Add(new Problem(path, $"{path} is {name} of at most {MostBytes} bytes."));
        }

        return json;
    }

    private List<JsonElement> Items(RawJson json, string path)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        var root = json.To<JsonElement>();
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() <= MostItems)
        {
            return [.. root.EnumerateArray()];
        }

        problems.Add(new Problem(path, $"{path} is a list of at most {MostItems}."));
        return [];
    }

    private static string? TextIn(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsPlace(string text)
    {
        var parts = text.Trim().TrimStart('[').TrimEnd(']').Split(',');
        return parts.All(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
    }
}
