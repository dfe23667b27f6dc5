using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins;

/// <summary>Reads options from environment variables and reports everything that is wrong with them at once.</summary>
internal sealed class PluginEnvironment(Func<string, string?> variable)
{
    private readonly List<string> problems = [];

    internal static PluginOptions Read(Func<string, string?> variable)
    {
        var environment = new PluginEnvironment(variable);
        var options = new PluginOptions
        {
            Host = environment.Host(),
            Id = environment.Required("PLUGIN_ID"),
            Secret = environment.Required("PLUGIN_SECRET"),
            Connector = environment.Choice("CONNECTOR", Connectors, PluginConnector.WebSocket),
            Port = environment.Port("PORT") ?? 8080,
            HealthPort = environment.Port("HEALTH_PORT"),
            LogLevel = environment.Choice("LOGLEVEL", Levels, LogLevel.Information),
        };
        return environment.problems.Count == 0
            ? options
            : throw new InvalidOperationException("Environment: " + string.Join(" ", environment.problems));
    }

    private static readonly Dictionary<string, PluginConnector> Connectors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["WS"] = PluginConnector.WebSocket,
        ["REST"] = PluginConnector.Rest,
    };

    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DEBUG"] = LogLevel.Debug,
        ["INFO"] = LogLevel.Information,
        ["WARNING"] = LogLevel.Warning,
        ["ERROR"] = LogLevel.Error,
        ["CRITICAL"] = LogLevel.Critical,
    };

    private Uri Host()
    {
        var text = Required("HOST");
        if (Uri.TryCreate(text, UriKind.Absolute, out var host) && host.Scheme is "http" or "https")
            return host;
        if (text.Length > 0)
            problems.Add("HOST must be an http or https address.");
        return new Uri("http://localhost");
    }

    private string Required(string name)
    {
        var value = variable(name)?.Trim() ?? "";
        if (value.Length == 0)
            problems.Add($"{name} is missing.");
        return value;
    }

    private int? Port(string name)
    {
        var text = variable(name)?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return port;
        problems.Add($"{name} must be a port number, not '{text}'.");
        return null;
    }

    private T Choice<T>(string name, Dictionary<string, T> choices, T otherwise)
    {
        var text = variable(name)?.Trim();
        if (string.IsNullOrEmpty(text))
            return otherwise;
        if (choices.TryGetValue(text, out var choice))
            return choice;
        problems.Add($"{name} must be one of {string.Join(", ", choices.Keys)}, not '{text}'.");
        return otherwise;
    }
}
