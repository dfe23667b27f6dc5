using System.Text.Json;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Runs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Sessions;

/// <summary>
/// Reports of runs by REST. A valid key always gets 200: any other answer would raise inside the author's function and gains nothing. The
/// key says which run it is; a user's own key may report for the runs that he started.
/// </summary>
internal static class ReportsApi
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Plugins").WithMetadata(new RunReportRoute());
        group.MapPost("/pluginLog", Log).Needs(Permission.PluginReport, Scopes.CurrentOrganization).WithSummary("A log line of a run");
        group.MapPost("/pluginResponse", Respond).Needs(Permission.PluginReport, Scopes.CurrentOrganization).WithSummary("The answer at the end of a run");
    }

    private static async Task<Reply<ReportReply<LoggedReply>>> Log(
        JsonElement body, Caller caller, LimnDb db, IGrainFactory grains, Limits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await FindAsync(body, caller, db, cancellationToken) is { } run)
        {
            var entry = PluginLogEntry.Read(body, limits.PluginLogLineLength, clock.GetUtcNow());
            await GrainOf(grains, run).LogAsync(run.Source, [entry]);
        }

        return new ReportReply<LoggedReply>(new LoggedReply(true));
    }

    private static async Task<Reply<ReportReply<ReceivedReply>>> Respond(
        JsonElement body, Caller caller, LimnDb db, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var isReceived = await FindAsync(body, caller, db, cancellationToken) is { } run
            && await GrainOf(grains, run).RespondAsync(run.Source, PluginAnswer.Read(body));
        return new ReportReply<ReceivedReply>(new ReceivedReply(isReceived, body.TextMember("taskId")));
    }

    private static async Task<ReportedRun?> FindAsync(JsonElement body, Caller caller, LimnDb db, CancellationToken cancellationToken)
    {
        PluginSessionId? named = PluginSessionId.TryParse(body.TextMember("session"), null, out var session) ? session : null;
        if (caller.Run is { } run)
        {
            // The API's documents name no session; the key does.
            return body.TextMember("session") is null || named == run.SessionId ? new ReportedRun(run.SessionId, new SessionSource(run.PluginId, null)) : null;
        }

        var plugin = await db.PluginSessions.Where(row => row.Id == named && row.RunById == caller.UserId)
            .Select(row => (PluginId?)row.PluginId).FirstOrDefaultAsync(cancellationToken);
        return plugin is { } id ? new ReportedRun(session, new SessionSource(id, null)) : null;
    }

    private static IPluginSessionGrain GrainOf(IGrainFactory grains, ReportedRun run) =>
        grains.GetGrain<IPluginSessionGrain>(run.Session.ToString());

    private sealed record ReportedRun(PluginSessionId Session, SessionSource Source);
}

internal sealed record ReportReply<TResponse>(TResponse Response);

internal sealed record LoggedReply(bool Logged);

/// <param name="Received">False when the run is unknown or has ended.</param>
/// <param name="TaskId">As it was sent.</param>
internal sealed record ReceivedReply(bool Received, string? TaskId);
