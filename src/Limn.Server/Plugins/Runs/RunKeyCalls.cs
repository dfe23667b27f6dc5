using Limn.Server.Auth;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Runs;

/// <summary>
/// What every call with a run key goes through, after its rights were checked: it is a sign of life, it keeps to a pace, and what it
/// changes is written to the audit log beforehand.
/// </summary>
internal sealed class RunKeyCalls(
    RequestDelegate next, RunActivity activity, IDbContextFactory<LimnDb> databases, Writes writes, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext http) =>
        http.Features.Get<Caller>() is { Run: { } run } caller && http.GetEndpoint() is RouteEndpoint endpoint
            && endpoint.Metadata.GetMetadata<RunReportRoute>() is null
            ? ServeAsync(http, caller, run, endpoint)
            : next(http);

    private async Task ServeAsync(HttpContext http, Caller caller, CallerRun run, RouteEndpoint endpoint)
    {
        using var call = activity.Begin(run.SessionId);
        if (activity.Delay(run.SessionId) is var wait && wait > TimeSpan.Zero)
        {
            // Not a refusal: that would raise in the author's function.
            await Task.Delay(wait, clock, http.RequestAborted);
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            await AuditAsync(http, caller, run, endpoint);
        }

        await next(http);
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest && endpoint.RoutePattern.RawText is "/v2/getUploadUrl" or "/v2/getSignedUrl")
        {
            await activity.RefusedAsync(run.SessionId);
        }
    }

    private async Task AuditAsync(HttpContext http, Caller caller, CallerRun run, RouteEndpoint endpoint)
    {
        await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
        await using var write = await writes.BeginAsync(db, http.RequestAborted);
        db.Audit.Add(new AuditEntry
        {
            At = clock.GetUtcNow(), OrganizationId = caller.OrganizationId, ProjectId = run.ProjectId, By = caller.Email, SessionId = run.SessionId,
            Action = $"{http.Request.Method} {endpoint.RoutePattern.RawText}", Target = http.Request.Path,
        });
        await write.CommitAsync(http.RequestAborted);
    }
}

/// <summary>Marks the routes by which runs report; they count by what they say.</summary>
internal sealed record RunReportRoute;
