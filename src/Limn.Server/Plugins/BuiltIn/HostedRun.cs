using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Plugins.Transports;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Sessions;

namespace Limn.Server.Plugins.BuiltIn;

/// <summary>A run of a built-in plugin: its words go the way of all runs.</summary>
internal sealed class HostedRun(ReportPump reports, Limits limits, TimeProvider clock) : IPluginRunSink
{
    public ReportPump Reports => reports;

    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Completes when the run has ended and everything is reported.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    // A line beyond what the queue holds is one that the run's quota would not keep either.
    public void Log(JsonObject line)
    {
        var body = JsonSerializer.SerializeToElement(line);
        if (SessionIn(body) is { } session)
        {
            reports.TryPost(new RunReport.Line(session, PluginLogEntry.Read(body, limits.PluginLogLineLength, clock.GetUtcNow())));
        }
    }

    public ValueTask RespondAsync(JsonObject response, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToElement(response);
        return SessionIn(body) is { } session ? reports.PostAsync(new RunReport.Answer(session, PluginAnswer.Read(body))) : default;
    }

    private static PluginSessionId? SessionIn(JsonElement body) =>
        PluginSessionId.TryParse(body.TextMember("session"), null, out var session) ? session : null;
}
