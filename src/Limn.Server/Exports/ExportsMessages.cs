namespace Limn.Server.Exports;

/// <param name="ExportPath">Address of the zip, good for seven days without a key.</param>
/// <param name="TaskCount">Number of records in it.</param>
internal sealed record ExportPathReply(string ExportPath, int TaskCount);

internal sealed record StartExportReply(Jobs.JobReply Job);

internal sealed record ExportsReply(IReadOnlyList<ExportReply> Exports);

/// <param name="Options">What was asked for.</param>
/// <param name="Size">Bytes of the zip.</param>
internal sealed record ExportReply(
    ExportId Id, JobId JobId, RawJson Options, int TaskCount, long Size, string CreatedBy, DateTimeOffset CreatedAt, string DownloadUrl)
{
    public static ExportReply From(Export export) => new(
        export.Id, export.JobId, export.Options, export.TaskCount, export.Size, export.CreatedBy, export.CreatedAt,
        $"/v2/exports/{export.Id}/download");
}
