using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Limn.Server.Files;

/// <summary>Serves the bytes of a file: ranges, a tag, the name that people gave, and nothing that a browser would run.</summary>
internal static class FileDownload
{
    // A file that a browser opens as a page gets nothing to run with.
    private const string Policy = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

    private static readonly Refusal NoSuchFile = Refusal.NotFound("No such file.");

    /// <summary>The file with this key, unless its bytes have not come or its project is gone.</summary>
    public static Task<StoredFile?> FindAsync(LimnDb db, string key, CancellationToken cancellationToken) =>
        db.Files.AsNoTracking()
            .Where(file => file.Key == key && file.StoredAt != null)
            .Where(file => file.ProjectId == null || db.Projects.Any(project => project.Id == file.ProjectId && project.DeletedAt == null))
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Serves a file; whether the caller may have it is the caller's to check.</summary>
    public static async Task<IResult> ServeAsync(HttpContext http, LimnDb db, StoredFiles files, string key) =>
        await FindAsync(db, key, http.RequestAborted) is { } file ? await ServeAsync(http, files, file) : Missing();

    /// <summary>Serves a file whose row is known.</summary>
    public static async Task<IResult> ServeAsync(HttpContext http, StoredFiles files, StoredFile file)
    {
        if (await files.OpenReadAsync(file, http.RequestAborted) is not { } content)
        {
            return Missing();
        }

        var type = WriteHeaders(http.Response, file);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Hash!)}\"");
        return Results.Stream(content, type, lastModified: file.StoredAt, entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>The answer for a file that is not there, or not the caller's.</summary>
    public static IResult Missing() => (Reply<MessageReply>)NoSuchFile;

    private static string WriteHeaders(HttpResponse response, StoredFile file)
    {
        var shown = ContentTypes.OfShown(file);
        var disposition = new ContentDispositionHeaderValue(shown is null ? "attachment" : "inline");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Policy;

        // The bytes behind an address may be replaced for a day; the tag tells cheaply whether they were.
        response.Headers.CacheControl = "private, no-cache";
        return shown ?? ContentTypes.Unknown;
    }
}
