using Limn.Server.Auth;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Catalogue;
using Limn.Server.Plugins.Runs;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Limn.Server.Plugins.Sessions;

/// <summary>Runs, their logs and results: for who started them, and for the managers of their project. Extensions of the API.</summary>
internal static class SessionsApi
{
    /// <summary>Route value <c>sessionId</c>: the run's project, for those who may see the run.</summary>
    private static readonly Scope RouteSession = new("project of the session in the route", async request =>
    {
        var text = Scopes.Route(request, "sessionId");
        if (!PluginSessionId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("session", text);
        }

        var row = await request.Db.PluginSessions.Where(session => session.Id == id)
            .Select(session => new { session.ProjectId, session.RunById }).FirstOrDefaultAsync(request.Aborted);
        var refusal = await Scopes.EnterProjectOfAsync(request, "session", text, row?.ProjectId);
        return refusal ?? (MayRead(row!.RunById, request.Caller, request.Http.Features.Get<ProjectAccess>()!.Role)
            ? null
            : Refusal.NotFound($"Invalid session: {text}."));
    });

    public static void MapSessions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/pluginSessions").WithTags("Plugins");
        group.MapGet("", List).Needs(Permission.PluginSessionList, Scopes.CurrentOrganization)
            .WithSummary("Runs, newest first: one's own, and those of others where one is a manager");
        group.MapGet("/{sessionId}", Get).Needs(Permission.PluginSessionRead, RouteSession).WithSummary("One run, with what was sent to the plugin");
        group.MapGet("/{sessionId}/logs", Logs).Needs(Permission.PluginSessionRead, RouteSession)
            .WithSummary("Log lines in order; after = the last seq that one has");
        group.MapPost("/{sessionId}/cancel", Cancel).Needs(Permission.PluginSessionRead, RouteSession).WithSummary("Cancel a run, at once");
        group.MapPost("/{sessionId}/runAgain", RunAgain).Needs(Permission.PluginRun, RouteSession).Accepts202()
            .WithSummary("Start a new run with the same settings");
        group.MapGet("/{sessionId}/download", Download).Needs(Permission.PluginSessionRead, RouteSession).WithSummary("The run's result file");
    }

    private static async Task<Reply<SessionsReply>> List(
        [AsParameters] SessionsQuery query, [AsParameters] PageQuery page, Caller caller, OrganizationAccess organization, LimnDb db,
        SessionReader reader, Limits limits, CancellationToken cancellationToken)
    {
        var sessions = VisibleTo(caller, organization, db);
        sessions = query.Project is { } project ? sessions.Where(session => session.ProjectId == project) : sessions;
        sessions = query.Plugin is { } plugin ? sessions.Where(session => session.PluginId == plugin) : sessions;
        if (query.State is { } text)
        {
            if (PluginRules.Parse<PluginSessionState>(text) is not { } state)
            {
                return Refusal.BadRequest($"Unknown state: {text}. It is one of {string.Join(", ", Enum.GetNames<PluginSessionState>())}.");
            }

            sessions = sessions.Where(session => session.State == state);
        }

        var total = await sessions.CountAsync(cancellationToken);
        var rows = await reader.ReadAsync(
            sessions.OrderByDescending(session => session.Id).Skip(page.Skip(limits)).Take(page.Take(limits)), cancellationToken);
        return new SessionsReply(rows, total);
    }

    // One's own runs; a manager's projects; for admins all of the organization.
    private static IQueryable<PluginSession> VisibleTo(Caller caller, OrganizationAccess organization, LimnDb db)
    {
        var sessions = db.PluginSessions.Where(session => session.OrganizationId == organization.OrganizationId);
        return SeesAll(organization.Role)
            ? sessions
            : sessions.Where(session => session.RunById == caller.UserId || db.ProjectMembers.Any(member =>
                member.ProjectId == session.ProjectId && member.UserId == caller.UserId && member.Role == ProjectRole.Manager));
    }

    private static async Task<Reply<OneSessionReply>> Get(PluginSessionId sessionId, SessionReader reader, CancellationToken cancellationToken) =>
        await reader.GetAsync(sessionId, cancellationToken);

    private static async Task<Reply<LogsReply>> Logs(
        PluginSessionId sessionId, int? after, int? limit, LimnDb db, Limits limits, CancellationToken cancellationToken)
    {
        var first = after ?? 0;
        var lines = await db.PluginLogs.AsNoTracking().Where(line => line.SessionId == sessionId && line.Sequence > first)
            .OrderBy(line => line.Sequence).Take(Math.Clamp(limit ?? limits.PageSize, 1, limits.PageSize)).ToListAsync(cancellationToken);
        var counts = await db.PluginSessions.Where(session => session.Id == sessionId)
            .Select(session => new { session.LogCount, session.DroppedLogs }).FirstAsync(cancellationToken);
        return new LogsReply(lines.ConvertAll(LogLineReply.From), counts.LogCount, counts.DroppedLogs);
    }

    private static async Task<Reply<OneSessionReply>> Cancel(
        PluginSessionId sessionId, Caller caller, IGrainFactory grains, SessionReader reader, CancellationToken cancellationToken) =>
        await grains.GetGrain<IPluginSessionGrain>(sessionId.ToString()).CancelAsync(caller.UserId)
            ? await reader.GetAsync(sessionId, cancellationToken)
            : Refusal.Conflict("The run has ended already.");

    private static async Task<Reply<OneSessionReply>> RunAgain(
        PluginSessionId sessionId, Caller caller, ProjectAccess project, HttpContext http, LimnDb db, RunStarter starter, SessionReader reader)
    {
        var old = await db.PluginSessions.Where(session => session.Id == sessionId)
            .Select(session => new { session.PluginId, session.Input, session.SendEmail }).FirstAsync(http.RequestAborted);
        var input = old.Input.To<ExportInput>()!;
        var request = new RunRequest(
            input.ConfigJSON, Stages: input.Stage, Batches: [.. input.Batches.Select(batch => batch.ToString())], SendEmail: old.SendEmail);
        var order = new RunOrder(old.PluginId, caller, project, http.PublicOrigin());
        var started = await starter.StartAsync(order, request, http.RequestAborted);
        return started.Refusal is { } refusal ? refusal : await reader.GetAsync(started.Value, http.RequestAborted);
    }

    // The name that people gave is shown; the bytes go out as a download, whatever they are.
    private static async Task<IResult> Download(
        PluginSessionId sessionId, HttpContext http, LimnDb db, StoredFiles files, CancellationToken cancellationToken)
    {
        var file = await (
            from session in db.PluginSessions
            join found in db.Files on session.ResultFileKey equals found.Key
            where session.Id == sessionId && found.StoredAt != null
            select found).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (file is null || await files.OpenReadAsync(file, cancellationToken) is not { } content)
        {
            return (Reply<MessageReply>)Refusal.NotFound("This run has no result file, or it is no longer kept.");
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Hash!)}\"");
        return Results.Stream(content, "application/octet-stream", file.Name, file.StoredAt, tag, enableRangeProcessing: true);
    }

    /// <summary>Whether somebody with a role in the run's project may read it.</summary>
    public static bool MayRead(UserId runBy, Caller caller, Role role) => runBy == caller.UserId || SeesAll(role);

    private static bool SeesAll(Role role) => role is Role.Owner or Role.Admin or Role.Manager;
}

internal sealed record SessionsQuery(ProjectId? Project, PluginId? Plugin, string? State);

/// <param name="Total">Lines that are kept, on all pages.</param>
/// <param name="Dropped">Lines beyond the limits.</param>
internal sealed record LogsReply(IReadOnlyList<LogLineReply> Logs, int Total, int Dropped);
