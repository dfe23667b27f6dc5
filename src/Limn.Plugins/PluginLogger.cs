using System.Text.Json.Nodes;
using Limn.Plugins.Runs;
using Limn.Plugins.Transports;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins;

/// <summary>
/// The log of one run: what is written here appears in the run's session in the hub, in order, and in the local log too. Lines
/// wait while there is no connection. Nothing here throws or blocks. Thread safe.
/// </summary>
/// <remarks>
/// As an <see cref="ILogger"/> it sends every level: Trace and Debug as DEBUG, Information as INFO, Warning as WARNING, Error and
/// Critical as ERROR. Structured arguments and scope values travel as extra keys.
/// </remarks>
public sealed partial class PluginLogger : ILogger
{
    private static readonly IReadOnlyDictionary<string, object?> NoExtra = new Dictionary<string, object?>();

    private readonly RunIdentity run;
    private readonly IPluginRunSink sink;
    private readonly ILogger local;
    private readonly LoggerExternalScopeProvider scopes = new();

    internal PluginLogger(RunIdentity run, IPluginRunSink sink, ILogger local)
    {
        this.run = run;
        this.sink = sink;
        this.local = local;
    }

    /// <summary>Writes a DEBUG line.</summary>
    /// <param name="message">The text; sent as it is, without formatting.</param>
    /// <param name="extra">Further keys of the line. A key that names the run is overwritten.</param>
    public void Debug(string message, IReadOnlyDictionary<string, object?>? extra = null) => Write(LogLevel.Debug, message, extra);

    /// <summary>Writes an INFO line.</summary>
    /// <param name="message">The text; sent as it is, without formatting.</param>
    /// <param name="extra">Further keys of the line. A key that names the run is overwritten.</param>
    public void Info(string message, IReadOnlyDictionary<string, object?>? extra = null) => Write(LogLevel.Information, message, extra);

    /// <summary>Writes a WARNING line.</summary>
    /// <param name="message">The text; sent as it is, without formatting.</param>
    /// <param name="extra">Further keys of the line. A key that names the run is overwritten.</param>
    public void Warning(string message, IReadOnlyDictionary<string, object?>? extra = null) => Write(LogLevel.Warning, message, extra);

    /// <summary>Writes an ERROR line. The last one of a run that fails without an answer becomes its error in the hub.</summary>
    /// <param name="message">The text; sent as it is, without formatting.</param>
    /// <param name="extra">Further keys of the line. A key that names the run is overwritten.</param>
    public void Error(string message, IReadOnlyDictionary<string, object?>? extra = null) => Write(LogLevel.Error, message, extra);

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes.Push(state);

    /// <summary>Every level but <see cref="LogLevel.None"/> is sent.</summary>
    /// <param name="logLevel">The level.</param>
    /// <returns>Whether lines of this level go anywhere.</returns>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var extra = new Dictionary<string, object?>();
        scopes.ForEachScope(Collect, extra);
        Collect(state, extra);
        var message = Format(state, exception, formatter);
        Write(logLevel, exception is null ? message : $"{message}\n{ErrorText.Long(exception)}", extra);
    }

    private static string Format<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            return formatter(state, exception);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return state?.ToString() ?? "";
        }
    }

    private static void Collect(object? state, Dictionary<string, object?> extra)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs)
            return;
        foreach (var (key, value) in pairs)
        {
            if (key != "{OriginalFormat}")
                extra[key] = value;
        }
    }

    private void Write(LogLevel level, string message, IReadOnlyDictionary<string, object?>? extra)
    {
        var line = new JsonObject();
        foreach (var (key, value) in extra ?? NoExtra)
            line[key] = ExtraValue.ToJson(value);
        line["level"] = WireLevel(level);
        line["msg"] = message;
        run.WriteTo(line);
        sink.Log(line);
        LogLine(local, level, run.Session, message);
    }

    private static string WireLevel(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        _ => "ERROR",
    };

    [LoggerMessage(EventId = PluginEvents.RunLine, Message = "[{Session}] {Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string session, string line);
}
