namespace Limn.Formats.AngoExport;

/// <summary>How records are put together in one file.</summary>
public enum ExportFraming
{
    /// <summary>One JSON array; <c>[]</c> if there are no records.</summary>
    Json,

    /// <summary>One record per line, no line break after the last; an empty file if there are no records.</summary>
    Ndjson,
}
