using System.Threading.Channels;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Sessions;

namespace Limn.Server.Plugins.Connections;

/// <summary>What a connection says of a run.</summary>
internal abstract record RunReport(PluginSessionId Session)
{
    internal sealed record Line(PluginSessionId Session, PluginLogEntry Entry) : RunReport(Session);

    internal sealed record Answer(PluginSessionId Session, PluginAnswer Content) : RunReport(Session);

    /// <summary>The plugin's handler returned.</summary>
    internal sealed record Ack(PluginSessionId Session) : RunReport(Session);
}

/// <summary>
/// Brings the reports of one connection to the runs' grains, in the order in which they came: an error line must be known before the answer
/// that it explains. Lines that pile up meanwhile are brought together.
/// </summary>
internal sealed partial class ReportPump(IGrainFactory grains, SessionSource source, TimeProvider clock, ILogger log)
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan[] RetryDelays = [.. new[] { 1, 2, 4, 8, 16, 32 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private readonly Channel<RunReport> reports =
        Channel.CreateBounded<RunReport>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>
    /// Queues a report; waits while too many are queued, so that a flood slows its sender down. After the end nothing is queued.
    /// </summary>
    public async ValueTask PostAsync(RunReport report)
    {
        while (await reports.Writer.WaitToWriteAsync())
        {
            if (reports.Writer.TryWrite(report))
            {
                return;
            }
        }
    }

    /// <summary>Queues a report unless too many are queued.</summary>
    public bool TryPost(RunReport report) => reports.Writer.TryWrite(report);

    /// <summary>No more reports come; those that are queued are still brought.</summary>
    public void Complete() => reports.Writer.TryComplete();

    public async Task RunAsync()
    {
        var lines = new List<RunReport.Line>();
        while (await reports.Reader.WaitToReadAsync())
        {
            while (reports.Reader.TryRead(out var report))
            {
                if (report is not RunReport.Line line || (lines.Count > 0 && lines[0].Session != line.Session))
                {
                    await FlushAsync(lines);
                }

                await (report is RunReport.Line next ? KeepAsync(lines, next) : BringAsync(report));
            }

            await FlushAsync(lines);
        }
    }

    private static Task KeepAsync(List<RunReport.Line> lines, RunReport.Line line)
    {
        lines.Add(line);
        return Task.CompletedTask;
    }

    private async Task FlushAsync(List<RunReport.Line> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var session = lines[0].Session;
        var entries = lines.Select(line => line.Entry).ToArray();
        lines.Clear();
        await TryAsync(session, () => GrainOf(session).LogAsync(source, entries));
    }

    private Task BringAsync(RunReport report) => TryAsync(report.Session, () => report switch
    {
        RunReport.Answer answer => GrainOf(report.Session).RespondAsync(source, answer.Content),
        _ => GrainOf(report.Session).AcknowledgeAsync(source),
    });

    private IPluginSessionGrain GrainOf(PluginSessionId session) => grains.GetGrain<IPluginSessionGrain>(session.ToString());

    // The plugin says it once: a database that is away for a moment must not cost a result.
    private async Task TryAsync(PluginSessionId session, Func<Task> bring)
    {
        foreach (var delay in RetryDelays)
        {
            try
            {
                await bring();
                return;
            }
            catch (Exception exception)
            {
                LogReportFailed(exception, session);
                await Task.Delay(delay, clock);
            }
        }
    }

    [LoggerMessage(EventId = EventIds.PluginReportFailed, Level = LogLevel.Warning, Message = "A report about session {Session} could not be brought")]
    private partial void LogReportFailed(Exception exception, PluginSessionId session);
}
