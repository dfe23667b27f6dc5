using Limn.Annotations.Schemas;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Notifications;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using FormatOptions = Limn.Formats.AngoExport.ExportOptions;

namespace Limn.Server.Exports;

/// <summary>
/// Writes an export: rows of one snapshot, a page at a time, through the record writer and deflate into a file of the project. Memory does
/// not depend on the number of tasks. The number written is compared with the number counted before the file is published.
/// </summary>
internal sealed partial class ExportJob(
    IDbContextFactory<LimnDb> databases, Writes writes, StoredFiles files, FileLinks links, TimeProvider clock, ILogger<ExportJob> log) : IJobKind
{
    public const string KindName = "export";
    private const string Separators = "/\\:*?\"<>|";

    public string Name => KindName;

    public async Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var input = run.Input.To<ExportJobInput>()!;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindDoneAsync(db, run, cancellationToken) is { } done)
        {
            return RawJson.From(done);
        }

        var project = await db.Projects.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.ProjectId && row.DeletedAt == null, cancellationToken)
            ?? throw new RefusedException(Refusal.NotFound($"Invalid project: {run.ProjectId}."));
        var plan = await ExportPlan.CreateAsync(db, project, input, cancellationToken);
        var name = FileName(project, input.Request);
        await using var upload = await files.CreateAsync(
            new NewFile(project.OrganizationId, project.Id, FilePurpose.Exports, name + ".zip", input.CreatedBy), cancellationToken);
        var count = input.Request.Type == ExportType.Issue
            ? await new IssueExport(db, plan, project.Id).WriteAsync(upload.Content, name, (done, total) => run.Report(done, total), cancellationToken)
            : await WriteAsync(db, plan, project, run, upload.Content, name, cancellationToken);
        await upload.FinishAsync(cancellationToken);
        var export = await PublishAsync(db, run, input, upload, count, cancellationToken);
        LogExportWritten(run.ProjectId, count, export.Size);
        return RawJson.From(new ExportResult(export.Id, export.FileKey, count));
    }

    // The process died between the export and the end of its job.
    private static Task<ExportResult?> FindDoneAsync(LimnDb db, JobRun run, CancellationToken cancellationToken) =>
        db.Exports.Where(export => export.JobId == run.Id).Select(export => new ExportResult(export.Id, export.FileKey, export.TaskCount))
            .FirstOrDefaultAsync(cancellationToken);

    private async Task<int> WriteAsync(
        LimnDb db, ExportPlan plan, Project project, JobRun run, Stream output, string name, CancellationToken cancellationToken)
    {
        await using var source = await ExportSource.OpenAsync(db, plan.Filter, cancellationToken);
        var total = await source.CountAsync(cancellationToken);
        var records = await ExportRecords.LoadAsync(db, project, plan.Stages, links, plan.Origin, cancellationToken);
        await using var file = new ExportFile(output, plan.Request, name, OptionsOf(plan.Request, records.Schema));
        await foreach (var page in source.ReadAsync(plan.Request.IncludeHistory, cancellationToken))
        {
            foreach (var task in page)
            {
                await file.WriteAsync(records.ToRecord(task), cancellationToken);
            }

            run.Report(file.Count, total);
        }

        await file.CompleteAsync(cancellationToken);
        return file.Count == total
            ? total
            : throw new InvalidDataException($"The export wrote {file.Count} of {total} tasks; nothing is published.");
    }

    private async Task<Export> PublishAsync(
        LimnDb db, JobRun run, ExportJobInput input, FileUpload upload, int count, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await upload.PublishAsync(write, cancellationToken);
        var export = new Export
        {
            Id = Id.New<Export>(clock), OrganizationId = run.OrganizationId, ProjectId = run.ProjectId, JobId = run.Id,
            Options = RawJson.From(input.Request), FileKey = upload.File.Key, TaskCount = count, Size = upload.File.Size,
            CreatedBy = input.CreatedBy, CreatedAt = clock.GetUtcNow(),
        };
        db.Exports.Add(export);
        if (!input.Request.DoNotNotify)
        {
            Notify(write, run, export);
        }

        await write.CommitAsync(cancellationToken);
        return export;
    }

    private void Notify(Write write, JobRun run, Export export) => write.Notify(new Notification
    {
        Id = Id.New<Notification>(clock), UserId = run.UserId, OrganizationId = run.OrganizationId, ProjectId = run.ProjectId,
        Kind = "export.ready", Title = "Export ready", Message = MessageOf(export),
        Link = $"/projects/{run.ProjectId}/export", DownloadUrl = $"/v2/exports/{export.Id}/download", CreatedAt = clock.GetUtcNow(),
    });

    private static string MessageOf(Export export)
    {
        var noun = export.Options.To<ExportRequest>()!.Type == ExportType.Issue ? "issue" : "task";
        return export.TaskCount == 1 ? $"1 {noun}" : $"{export.TaskCount} {noun}s";
    }

    private static FormatOptions OptionsOf(ExportRequest request, CategorySchema schema) => new()
    {
        Schema = schema,
        IncludeMetadata = request.IncludeMetadata,
        IncludeHistory = request.IncludeHistory,
        IncludeAssets = request.IncludeAssets,
        OnlyKeyFrames = request.IncludeOnlyKeyFrames,
        IncludeIdleBlurDurations = request.IncludeIdleBlurDurations,
    };

    private string FileName(Project project, ExportRequest request)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm-ss", System.Globalization.CultureInfo.InvariantCulture);
        return $"{PlainName(project.Name)}-{request.Type.ToString().ToLowerInvariant()}-export-{time}";
    }

    // It names a file inside of the zip too: wherever that is unpacked, it stays there.
    private static string PlainName(string name)
    {
        var plain = string.Concat(name.Select(letter => char.IsControl(letter) || Separators.Contains(letter) ? '_' : letter)).Trim('.', ' ');
        return plain.Length == 0 ? "project" : plain;
    }

    [LoggerMessage(EventId = EventIds.ExportWritten, Level = LogLevel.Information, Message = "Exported {Count} tasks of {Project} in {Bytes} bytes")]
    private partial void LogExportWritten(ProjectId project, int count, long bytes);
}

/// <summary>What an export job is given.</summary>
/// <param name="Origin">The origin for addresses inside the file, as the one who asked reaches the server.</param>
internal sealed record ExportJobInput(ExportRequest Request, string Origin, string CreatedBy);

/// <summary>What an export job leads to.</summary>
internal sealed record ExportResult(ExportId ExportId, string FileKey, int TaskCount);
