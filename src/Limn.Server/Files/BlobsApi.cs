using Limn.Server.Auth;
using Limn.Server.Brushes;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>The bytes of files, outside of the API: PUT with a signed address, GET with one or as somebody who may see the project.</summary>
internal static class BlobsApi
{
    private const string Route = FileLinks.Path + "{**key}";

    public static void MapBlobs(this WebApplication app)
    {
        app.MapPut(Route, Upload).NeedsNothing("the signature in the address is the proof").ExcludeFromDescription();
        app.MapMethods(Route, ["GET", "HEAD"], Download).NeedsNothing("checked below: by signature, else by the file's project")
            .ExcludeFromDescription();
    }

    private static async Task<IResult> Upload(string key, string? t, HttpContext http, LimnDb db, Writes writes, StoredFiles files, FileLinks links)
    {
        if (!FileKey.IsValid(key) || !links.Allows(FileUse.Upload, key, t))
        {
            return Refuse(Refusal.Forbidden("This upload address is damaged or older than 24 hours. Ask for a new one."));
        }

        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(file => file.Key == key, http.RequestAborted) is not { } file)
        {
            return FileDownload.Missing();
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = http.RequestServices.GetRequiredService<Limits>().UploadBytes;
        }

        await using var upload = await files.ReplaceAsync(file, http.RequestAborted);
        await http.Request.Body.CopyToAsync(upload.Content, http.RequestAborted);
        await upload.FinishAsync(http.RequestAborted);
        await using var write = await writes.BeginAsync(db, http.RequestAborted);
        await upload.PublishAsync(write, http.RequestAborted);
        await write.CommitAsync(http.RequestAborted);
        return Results.Ok();
    }

    private static async Task<IResult> Download(
        string key, string? t, Caller? caller, HttpContext http, LimnDb db, Access access, StoredFiles files, FileLinks links)
    {
        var isSigned = FileKey.IsValid(key) && links.Allows(FileUse.Download, key, t);
        if (!isSigned && caller is null)
        {
            return Refuse(Refusal.Unauthorized("This address is damaged or has expired. Sign in, or ask for a new one."));
        }

        if (PaintedMask.Read(key) is { } mask)
        {
            return isSigned || (await access.ToProjectAsync(caller!, Permission.FileRead, mask.ProjectId, http.RequestAborted)).Refusal is null
                ? await MaskDownload.ServeAsync(http, db, mask)
                : FileDownload.Missing();
        }

        var file = await FileDownload.FindAsync(db, key, http.RequestAborted);
        return file is not null && (isSigned || await MayReadAsync(access, caller!, file, http.RequestAborted))
            ? await FileDownload.ServeAsync(http, files, file)
            : FileDownload.Missing();
    }

    private static async Task<bool> MayReadAsync(Access access, Caller caller, StoredFile file, CancellationToken cancellationToken) =>
        file.ProjectId is { } project
            ? (await access.ToProjectAsync(caller, Permission.FileRead, project, cancellationToken)).Refusal is null
            : (await access.ToOrganizationAsync(caller, Permission.FileRead, file.OrganizationId, cancellationToken)).Refusal is null;

    private static IResult Refuse(Refusal refusal) => (Reply<MessageReply>)refusal;
}
