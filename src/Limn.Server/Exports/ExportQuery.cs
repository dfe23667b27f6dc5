using System.Text.Json;
using Limn.Server.Hosting;
using Limn.Server.Tasks;

namespace Limn.Server.Exports;

/// <summary>Reads the options of an export from the query of <c>GET /v2/export</c>, as tolerantly as its clients demand.</summary>
internal sealed class ExportQuery(IQueryCollection query)
{
    private readonly List<Problem> problems = [];

    /// <summary>The options, or all that is wrong with them.</summary>
    public static Reply<ExportRequest> Read(IQueryCollection query)
    {
        var reader = new ExportQuery(query);
        var options = reader.Read();
        return reader.problems.Count == 0
            ? options
            : Refusal.BadRequest($"The export's parameters are wrong: {reader.problems[0].Message}", reader.problems);
    }

    private ExportRequest Read() => new()
    {
        Format = OneOf("format", ExportFormat.Json),
        Type = OneOf("type", ExportType.Task),
        Stage = List("stage"),
        Batches = List("batches"),
        TaskTypes = TaskTypes(),
        IncludeMetadata = Flag("includeMetadata", true),
        IncludeHistory = Flag("includeHistory", true),
        IncludeOnlyKeyFrames = Flag("includeOnlyKeyFrames", false),
        IncludeIdleBlurDurations = Flag("includeIdleBlurDurations", false),
        IncludeAssets = Flag("includeAssets", true),
        SendEmail = Flag("sendEmail", false),
        DoNotNotify = Flag("doNotNotify", true),
        UpdatedAt = Time("updatedAt"),
        CreatedAt = Time("createdAt"),
    };

    // Old clients write None for a parameter that they do not mean.
    private string? Text(string name) => query[name].FirstOrDefault() is { Length: > 0 } text and not "None" ? text : null;

    private bool Flag(string name, bool otherwise) =>
        Text(name) is { } text ? text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

    private TEnum OneOf<TEnum>(string name, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && char.IsLetter(text[0]))
        {
            return value;
        }

        problems.Add(new Problem(name, $"{name} is one of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}."));
        return otherwise;
    }

    private List<TaskKind> TaskTypes()
    {
        var kinds = new List<TaskKind>();
        foreach (var text in List("taskTypes"))
        {
            if (Enum.TryParse<TaskKind>(text, ignoreCase: true, out var kind) && char.IsLetter(text[0]))
            {
                kinds.Add(kind);
            }
            else
            {
                problems.Add(new Problem("taskTypes", $"\"{text}\" is not one of default, consensus, benchmark."));
            }
        }

        return kinds.Count == 0 ? [TaskKind.Default] : kinds;
    }

    /// <summary>A JSON array of texts, or a plain text, or several separated by commas.</summary>
    private string[] List(string name)
    {
        if (Text(name) is not { } text)
        {
            return [];
        }

        if (!text.StartsWith('['))
        {
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        return Parse<string[]>(name, text, $"{name} is a JSON array of texts, for example [\"Complete\"].") ?? [];
    }

    private TimeFilter? Time(string name) => Text(name) is { } text
        ? Parse<TimeFilter>(name, text, $"{name} is a JSON object such as {{\"$gt\":\"2026-01-01T00:00:00Z\"}}.")
        : null;

    private T? Parse<T>(string name, string text, string message)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json.Options);
        }
        catch (JsonException)
        {
            problems.Add(new Problem(name, message));
            return null;
        }
    }
}
