using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Limn.Annotations.Schemas;
using Limn.Formats.AngoExport;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Exports;

/// <summary>Turns what an export reads into the records of the format: resolves stage names, signs addresses, finds each answer's schema.</summary>
internal sealed class ExportRecords
{
    private readonly Dictionary<int, CategorySchema> schemas;
    private readonly Dictionary<string, string> stageNames;
    private readonly FileLinks links;
    private readonly string origin;
    private readonly Project project;

    private ExportRecords(
        Project project, Dictionary<int, CategorySchema> schemas, Dictionary<string, string> stageNames, FileLinks links, string origin) =>
        (this.project, this.schemas, this.stageNames, this.links, this.origin) = (project, schemas, stageNames, links, origin);

    /// <summary>The schema in force, to which all answers are brought.</summary>
    public required CategorySchema Schema { get; init; }

    public static async Task<ExportRecords> LoadAsync(
        LimnDb db, Project project, IReadOnlyList<Stage> stages, FileLinks links, string origin, CancellationToken cancellationToken)
    {
        var schemas = await db.ProjectSchemas.AsNoTracking().Where(version => version.ProjectId == project.Id)
            .ToDictionaryAsync(version => version.Version, version => CategorySchema.Parse(version.Schema.Utf8), cancellationToken);
        var present = schemas[project.SchemaVersion] = CategorySchema.Parse(project.CategorySchema.Utf8);
        var names = stages.ToDictionary(stage => stage.Id, stage => stage.Name);
        return new ExportRecords(project, schemas, names, links, origin) { Schema = present };
    }

    public ExportRecordInput ToRecord(ExportedTask task) => new()
    {
        Asset = task.FileKey is { } key ? links.DownloadUrl(origin, key, FileLinks.DownloadLife) : task.Data,
        AssetId = task.AssetId,
        ExternalId = task.ExternalId,
        Metadata = task.Metadata,
        ContextData = task.ContextData,
        Attachments = task.Attachments.Length == 0 ? [] : JsonSerializer.Deserialize<ExportAttachment[]>(task.Attachments, Json.Options)!,
        Dataset = task.Dataset.Length == 0 ? null : JsonSerializer.Deserialize<List<string>>(task.Dataset, Json.Options)!.ConvertAll(page => Sign(page)),
        Batches = task.Batches,
        Task = new ExportTaskInput
        {
            TaskId = task.TaskId,
            Type = JsonNamingPolicy.CamelCase.ConvertName(task.Kind.ToString()),
            Stage = stageNames.GetValueOrDefault(task.StageId, task.StageId),
            StageId = task.StageId,
            UpdatedAt = task.UpdatedAt,
            UpdatedBy = task.UpdatedBy,
            TotalDuration = task.TotalDuration,
            Answer = ToAnswer(task.Answer),
            BrushDataUrl = Sign(task.Answer.BrushDataUrl),
            MedicalBrushDataUrl = Sign(task.Answer.MedicalBrushDataUrl),
            StageHistory = task.Visits.ConvertAll(ToVisit),
        },
    };

    private ExportStageInput ToVisit(ExportedVisit visit) => new()
    {
        Stage = visit.StageName,
        StageId = visit.StageId,
        CompletedAt = visit.CompletedAt,
        CompletedBy = visit.CompletedBy,
        Duration = visit.Duration,
        ReviewStatus = visit.ReviewStatus?.ToString(),
        Answer = ToAnswer(visit.Answer),
        BrushDataUrl = Sign(visit.Answer.BrushDataUrl),
        MedicalBrushDataUrl = Sign(visit.Answer.MedicalBrushDataUrl),
    };

    private ExportAnswer ToAnswer(ExportedAnswer answer) => new(
        answer.Document, answer.Form, schemas.GetValueOrDefault(answer.SchemaVersion, Schema));

    // Whoever labels writes these addresses, so one of another project's files stays a mere address.
    [return: NotNullIfNotNull(nameof(url))]
    private string? Sign(string? url) =>
        FileAddress.KeyIn(url) is { } key && FileKey.IsWithin(key, project.OrganizationId, project.Id)
            ? links.DownloadUrl(origin, key, FileLinks.DownloadLife)
            : url;
}
