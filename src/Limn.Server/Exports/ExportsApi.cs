using System.Text.Json;
using Limn.Server.Auth;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Exports;

/// <summary>Exports: the route that scripts and plugins wait on, and the jobs that the web app watches.</summary>
internal static class ExportsApi
{
    private static readonly Scope RouteExport = new("project of the export in the route", async request =>
    {
        var text = Scopes.Route(request, "exportId");
        if (!ExportId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("export", text);
        }

        var project = await request.Db.Exports.Where(export => export.Id == id)
            .Select(export => (ProjectId?)export.ProjectId).FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterProjectOfAsync(request, "export", text, project);
    });

    public static void AddExports(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IJobKind, ExportJob>();

    public static void MapExports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Exports");
        foreach (var path in new[] { "/export", "/exportV3" })
        {
            group.MapGet(path, WaitForExport).Needs(Permission.ExportRun, Scopes.QueryProject)
                .Produces<Envelope<ExportPathReply>>()
                .WithSummary("Export a project and wait for the zip; white space keeps the connection open meanwhile");
        }

        group.MapPost("/project/{projectId}/exports", Start).Needs(Permission.ExportRun, Scopes.RouteProject).Accepts202()
            .WithSummary("Start an export; the job tells how far it is");
        group.MapGet("/project/{projectId}/exports", List).Needs(Permission.ExportRun, Scopes.RouteProject)
            .WithSummary("Finished exports, newest first");
        group.MapGet("/exports/{exportId}/download", Download).Needs(Permission.ExportRun, RouteExport)
            .WithSummary("The zip of a finished export; ranges are served");
    }

    private static async Task<IResult> WaitForExport(
        HttpContext http, ProjectAccess project, Caller caller, LimnDb db, Writes writes, JobQueue jobs, FileLinks links)
    {
        var request = ExportQuery.Read(http.Request.Query);
        if (request.Refusal is { } wrong)
        {
            return (Reply<MessageReply>)wrong;
        }

        var added = await AddJobAsync(http, project, caller, request.Value!, writes, db, jobs);
        if (added.Refusal is { } refusal)
        {
            return (Reply<MessageReply>)refusal;
        }

        var job = await jobs.WaitAsync(db, added.Value!.Id, () => KeepOpenAsync(http), http.RequestAborted);
        return job.State == JobState.Succeeded
            ? await AnswerAsync(http, LinkTo(job, http.PublicOrigin(), links))
            : await AnswerAsync(http, new Refusal(StatusCodes.Status500InternalServerError, job.Error ?? "The export failed.").ToEnvelope());
    }

    // JSON may begin with white space, and proxies see that the connection lives.
    private static async Task KeepOpenAsync(HttpContext http)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
        }

        await http.Response.BodyWriter.WriteAsync(" "u8.ToArray(), http.RequestAborted);
    }

    private static async Task<IResult> AnswerAsync<T>(HttpContext http, T body)
    {
        if (!http.Response.HasStarted)
        {
            return Results.Json(body, Json.Options, statusCode: body is ErrorEnvelope failure ? failure.Error.StatusCode : StatusCodes.Status200OK);
        }

        await http.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Json.Options), http.RequestAborted);
        return Results.Empty;
    }

    private static Envelope<ExportPathReply> LinkTo(Job job, string origin, FileLinks links)
    {
        var result = job.Result.To<ExportResult>()!;
        return new Envelope<ExportPathReply>(
            "success", new ExportPathReply(links.DownloadUrl(origin, result.FileKey, FileLinks.DownloadLife), result.TaskCount));
    }

    private static async Task<Reply<StartExportReply>> Start(
        ExportRequest request, HttpContext http, ProjectAccess project, Caller caller, LimnDb db, Writes writes, JobQueue jobs)
    {
        var added = await AddJobAsync(http, project, caller, request, writes, db, jobs);
        return added.Refusal is { } refusal ? refusal : new StartExportReply(JobReply.From(added.Value!));
    }

    private static async Task<Reply<Job>> AddJobAsync(
        HttpContext http, ProjectAccess project, Caller caller, ExportRequest request, Writes writes, LimnDb db, JobQueue jobs)
    {
        await using var write = await writes.BeginAsync(db, http.RequestAborted);
        var input = new ExportJobInput(request, http.PublicOrigin(), caller.Email);
        var job = await jobs.AddAsync(
            write, new JobRequest<ExportJobInput>(caller, project.OrganizationId, project.ProjectId, ExportJob.KindName, input), http.RequestAborted);
        if (job.Refusal is null)
        {
            await write.CommitAsync(http.RequestAborted);
        }

        return job;
    }

    private static async Task<Reply<ExportsReply>> List(
        ProjectAccess project, LimnDb db, ExportId? before, int? limit, CancellationToken cancellationToken)
    {
        var exports = db.Exports.AsNoTracking().Where(export => export.ProjectId == project.ProjectId);
        if (before is { } last)
        {
            exports = exports.Where(export => export.Id < last);
        }

        var rows = await exports.OrderByDescending(export => export.Id).Take(Math.Clamp(limit ?? 20, 1, 200)).ToListAsync(cancellationToken);
        return new ExportsReply(rows.ConvertAll(ExportReply.From));
    }

    private static async Task<IResult> Download(ExportId exportId, LimnDb db, HttpContext http, StoredFiles files)
    {
        var key = await db.Exports.Where(export => export.Id == exportId).Select(export => export.FileKey).FirstAsync(http.RequestAborted);
        return await FileDownload.ServeAsync(http, db, files, key);
    }
}
