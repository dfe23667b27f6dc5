using Limn.Server.Auth;
using Limn.Server.Brushes;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>Addresses to upload to and to download from, as scripts and plugins ask for them.</summary>
internal static class FilesApi
{
    /// <summary>Old clients name no project: their files belong to the organization until an asset names them.</summary>
    private static readonly Scope UploadProject = new("project in the query, else the organization", request =>
        ProjectInQuery(request) ?? request.EnterOrganizationAsync(request.Caller.OrganizationId));

    private static readonly Scope DownloadProject = new("project in the query, else that of the file", async request =>
    {
        if (ProjectInQuery(request) is { } entered)
        {
            return await entered;
        }

        var key = FileAddress.KeyIn(request.Http.Request.Query["name"].FirstOrDefault() ?? request.Http.Request.Query["url"].FirstOrDefault());
        var project = await request.Db.Files.Where(file => file.Key == key).Select(file => file.ProjectId).FirstOrDefaultAsync(request.Aborted);
        return project is { } id
            ? await Scopes.EnterProjectOfAsync(request, "file", key, id)
            : await request.EnterOrganizationAsync(request.Caller.OrganizationId);
    });

    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FileLinks>();
        builder.Services.AddSingleton<StoredFiles>();
        builder.Services.AddHostedService<FileCleaner>();
    }

    public static void MapFiles(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Files");
        group.MapGet("/getUploadUrl", GetUploadUrl).Needs(Permission.FileWrite, UploadProject).Creates()
            .WithSummary("An address that takes a file by PUT; without its query it is the file's lasting address");
        group.MapGet("/getSignedUrl", GetSignedUrl).Needs(Permission.FileRead, DownloadProject).Creates()
            .WithSummary("An address to download a file from, good for seven days");
    }

    private static async Task<Reply<UploadUrlReply>> GetUploadUrl(
        [AsParameters] UploadUrlQuery query, Caller caller, HttpContext http, LimnDb db, Writes writes, StoredFiles files, FileLinks links)
    {
        if (RefuseStorage(query.StorageId) is { } refusal)
        {
            return refusal;
        }

        if (!TryPurpose(query.Type, caller, out var purpose))
        {
            return UnknownPurpose(query.Type);
        }

        if (caller.Run is { } run && !RunScopes.AllowsUpload(run, purpose))
        {
            return Refusal.Forbidden($"The key of a plugin run of type {run.PluginType} does not upload {query.Type ?? "assets"}.");
        }

        var project = http.Features.Get<ProjectAccess>();
        var organization = project?.OrganizationId ?? caller.OrganizationId;
        var name = string.IsNullOrWhiteSpace(query.Name) ? "file" : query.Name;
        var file = files.NewPending(new NewFile(organization, project?.ProjectId, purpose, name, caller.Email, caller.Run?.SessionId));
        await using var write = await writes.BeginAsync(db, http.RequestAborted);
        db.Files.Add(file);
        await write.CommitAsync(http.RequestAborted);
        return new UploadUrlReply(links.UploadUrl(http.PublicOrigin(), file.Key));
    }

    private static async Task<Reply<SignedUrlReply>> GetSignedUrl(
        [AsParameters] SignedUrlQuery query, Caller caller, HttpContext http, LimnDb db, FileLinks links)
    {
        if (RefuseStorage(query.StorageId) is { } refusal)
        {
            return refusal;
        }

        if ((query.Name ?? query.Url) is not { Length: > 0 } address)
        {
            return Refusal.BadRequest("Name the file: the query lacks the parameter name.");
        }

        if (!TryPurpose(query.Type, caller, out var purpose))
        {
            return UnknownPurpose(query.Type);
        }

        var project = http.Features.Get<ProjectAccess>()?.ProjectId;
        var mine = db.Files.Where(file => file.ProjectId == project && (project != null || file.OrganizationId == caller.OrganizationId));
        var key = FileAddress.KeyIn(address);
        if (PaintedMask.Read(key) is { } mask && mask.ProjectId == project)
        {
            return new SignedUrlReply(links.DownloadUrl(http.PublicOrigin(), mask.Key, FileLinks.DownloadLife));
        }

        var isOwn = key is not null && await mine.AnyAsync(file => file.Key == key, http.RequestAborted);
        if (!isOwn && FileAddress.IsForeign(address, http))
        {
            return new SignedUrlReply(address);
        }

        // Old clients give the name alone.
        key = isOwn
            ? key
            : await mine.Where(file => file.Purpose == purpose && file.Name == address).OrderByDescending(file => file.CreatedAt)
                .Select(file => file.Key).FirstOrDefaultAsync(http.RequestAborted);
        return key is null
            ? Refusal.NotFound($"Invalid file: {address}.")
            : new SignedUrlReply(links.DownloadUrl(http.PublicOrigin(), key, FileLinks.DownloadLife));
    }

    private static Task<Refusal?>? ProjectInQuery(AccessRequest request)
    {
        var text = request.Http.Request.Query["project"].FirstOrDefault();
        return !string.IsNullOrEmpty(text)
            ? Scopes.EnterProjectAsync(request, text)
            : request.Caller.Run is { } run ? request.EnterProjectAsync(run.ProjectId) : null;
    }

    private static Refusal? RefuseStorage(string? storageId) =>
        string.IsNullOrEmpty(storageId) ? null : Refusal.BadRequest($"Invalid storage: {storageId}.");

    /// <summary>A plugin's file name with a # cuts the type off: then it is what plugins of its type upload.</summary>
    private static bool TryPurpose(string? type, Caller caller, out FilePurpose purpose)
    {
        purpose = caller.Run is { } run ? RunScopes.UsualUpload(run) : FilePurpose.Assets;
        return string.IsNullOrEmpty(type) || (!char.IsAsciiDigit(type[0]) && Enum.TryParse(type, ignoreCase: true, out purpose));
    }

    private static Refusal UnknownPurpose(string? type) =>
        Refusal.BadRequest($"Unknown type of file: {type}. It is one of assets, brushes, medicalBrushes, exports, instructions.");
}
