namespace Limn.Server.Files;

/// <param name="Name">The file's name, for people only.</param>
/// <param name="Type"><c>assets</c> (default), <c>brushes</c>, <c>medicalBrushes</c>, <c>exports</c> or <c>instructions</c>.</param>
internal sealed record UploadUrlQuery(string? Name, string? Project, string? Type, string? StorageId, string? Bucket);

internal sealed record UploadUrlReply(string UploadUrl);

/// <param name="Name">Address of a file; an upload address will do, also before anything was uploaded.</param>
/// <param name="Url">Another name of the same parameter.</param>
internal sealed record SignedUrlQuery(string? Name, string? Url, string? Project, string? Type, string? StorageId);

internal sealed record SignedUrlReply(string SignedUrl);
