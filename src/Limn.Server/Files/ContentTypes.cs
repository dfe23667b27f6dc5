using System.Collections.Frozen;

namespace Limn.Server.Files;

/// <summary>
/// The types that files are shown as: a closed list of what no browser runs. Everything else, markup and scripts above all, is only ever
/// saved.
/// </summary>
internal static class ContentTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> Shown = new Dictionary<string, string>
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".webp"] = "image/webp", [".gif"] = "image/gif",
        [".bmp"] = "image/bmp", [".avif"] = "image/avif", [".tif"] = "image/tiff", [".tiff"] = "image/tiff",
        [".mp4"] = "video/mp4", [".m4v"] = "video/mp4", [".webm"] = "video/webm", [".mov"] = "video/quicktime", [".ogv"] = "video/ogg",
        [".mp3"] = "audio/mpeg", [".wav"] = "audio/wav", [".ogg"] = "audio/ogg", [".oga"] = "audio/ogg", [".opus"] = "audio/ogg",
        [".flac"] = "audio/flac", [".m4a"] = "audio/mp4", [".aac"] = "audio/aac",
        [".txt"] = "text/plain; charset=utf-8", [".csv"] = "text/csv; charset=utf-8", [".md"] = "text/plain; charset=utf-8",
        [".json"] = "application/json", [".ndjson"] = "application/x-ndjson", [".pdf"] = "application/pdf",
        [".dcm"] = "application/dicom",
    }.ToFrozenDictionary();

    /// <summary>The type of a file that may be shown; null for one that is only saved.</summary>
    public static string? OfShown(StoredFile file) =>
        file.Purpose == FilePurpose.Exports ? null : Shown.GetValueOrDefault(FileKey.ExtensionOf(file.Key));
}
