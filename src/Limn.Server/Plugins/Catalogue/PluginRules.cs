using System.Text.Json;
using Limn.Server.Hosting;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>What a plugin's fields must be. All problems of a request are told together.</summary>
internal sealed class PluginRules(Outgoing outgoing)
{
    private const int MostDetails = 100_000;
    private const int MostClassNames = 1000;
    private const int LongestAddress = 2000;

    /// <summary>Checks a request that makes a plugin.</summary>
    public Refusal? CheckNew(WritePluginRequest request)
    {
        var problems = Common(request, Parse<PluginType>(request.Type), Parse<PluginConnector>(request.Connector) ?? PluginConnector.WS).ToList();
        if (request.Name is null)
        {
            problems.Insert(0, new Problem("name", "Give the plugin a name."));
        }

        if (request.Type is null)
        {
            problems.Add(new Problem("type", $"Choose a type: {Values<PluginType>()}."));
        }

        return ToRefusal(problems);
    }

    /// <summary>Checks a request that changes <paramref name="plugin"/>.</summary>
    public Refusal? CheckChange(WritePluginRequest request, Plugin plugin)
    {
        var merged = request with { Url = request.Url ?? plugin.Url };
        var problems = Common(merged, plugin.Type, Parse<PluginConnector>(request.Connector) ?? plugin.Connector).ToList();
        if (request.Type is not null && Parse<PluginType>(request.Type) is { } type && type != plugin.Type)
        {
            problems.Add(new Problem("type", $"A plugin's type is fixed when it is created; this one is {plugin.Type}."));
        }

        return ToRefusal(problems);
    }

    /// <summary>A value of a closed list; null when it is not one of its names.</summary>
    public static TEnum? Parse<TEnum>(string? text)
        where TEnum : struct, Enum =>
        Array.Find(Enum.GetNames<TEnum>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse<TEnum>(found) : null;

    /// <summary>Whether a text holds one JSON object and nothing else.</summary>
    public static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<Problem> Common(WritePluginRequest request, PluginType? type, PluginConnector connector) =>
        Texts(request).Concat(Lists(request, type)).Concat(Address(request, connector)).Concat(Limits(request));

    private static IEnumerable<Problem> Texts(WritePluginRequest request)
    {
        if (request.Name is { } name && name.Trim() is { Length: 0 or > 100 })
        {
            yield return new Problem("name", "A name has 1 to 100 characters.");
        }

        if (request.Description is { Length: > 500 })
        {
            yield return new Problem("description", "A description has at most 500 characters.");
        }

        if (request.Details is { Length: > MostDetails })
        {
            yield return new Problem("details", $"Details have at most {MostDetails} characters.");
        }

        if (request.BannerUrl is { Length: > 0 } banner && !IsHttps(banner))
        {
            yield return new Problem("bannerUrl", "A banner is an https address, or empty.");
        }

        if (request.DefaultConfig is { } config && !(config.Length <= MostDetails && IsJsonObject(config)))
        {
            yield return new Problem("defaultConfig", "The default config is a text that holds a JSON object, such as {}.");
        }
    }

    private static IEnumerable<Problem> Lists(WritePluginRequest request, PluginType? type)
    {
        if (request.Type is not null && type is null)
        {
            yield return new Problem("type", $"A type is one of {Values<PluginType>()}.");
        }

        if (request.Status is not null && Parse<PluginStatus>(request.Status) is null)
        {
            yield return new Problem("status", "A status is unlisted or listed.");
        }

        if (request.ClassNames is not { Count: > 0 } names)
        {
            yield break;
        }

        if (type is not (null or PluginType.Model or PluginType.BatchModel))
        {
            yield return new Problem("classNames", "Only plugins of type Model and BatchModel have classes.");
        }

        if (names.Count > MostClassNames || names.Any(name => string.IsNullOrWhiteSpace(name) || name.Length > 200))
        {
            yield return new Problem("classNames", $"Classes are at most {MostClassNames} names of 1 to 200 characters.");
        }
        else if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            yield return new Problem("classNames", "Each class is named once.");
        }
    }

    private IEnumerable<Problem> Address(WritePluginRequest request, PluginConnector connector)
    {
        if (request.Connector is not null && Parse<PluginConnector>(request.Connector) is null)
        {
            yield return new Problem("connector", "A connector is WS or REST.");
        }

        if (connector == PluginConnector.REST && string.IsNullOrEmpty(request.Url))
        {
            yield return new Problem("url", "Give the address of the plugin's listener.");
        }
        else if (connector == PluginConnector.REST && outgoing.RefuseForSecrets(request.Url!) is { } reason)
        {
            yield return new Problem("url", reason);
        }
    }

    private static IEnumerable<Problem> Limits(WritePluginRequest request)
    {
        (string Path, int? Value, int Most)[] limits =
        [
            ("timeouts.start", request.Timeouts?.Start, 24 * 3600),
            ("timeouts.inactivity", request.Timeouts?.Inactivity, 7 * 24 * 3600),
            ("timeouts.total", request.Timeouts?.Total, 30 * 24 * 3600),
            ("maxConcurrentRuns", request.MaxConcurrentRuns, 1000),
        ];
        return limits.Where(limit => limit.Value is { } value && (value < 1 || value > limit.Most))
            .Select(limit => new Problem(limit.Path, $"It is between 1 and {limit.Most}."));
    }

    private static bool IsHttps(string text) =>
        text.Length <= LongestAddress && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    private static string Values<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetNames<TEnum>());

    private static Refusal? ToRefusal(List<Problem> problems) =>
        problems.Count == 0 ? null : Refusal.BadRequest(string.Join(" ", problems.Select(problem => problem.Message)), problems);
}
