using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Formats.AngoExport;

/// <summary>Writes one record of a v3 task export. Thread safe; a writer is not.</summary>
public static class ExportRecordWriter
{
    /// <summary>Writes the record as one JSON value. Answers are copied byte for byte wherever the options allow.</summary>
    /// <param name="writer">Made with <see cref="CanonicalJson.WriterOptions"/>.</param>
    /// <param name="record">The task and its asset.</param>
    /// <param name="options">What to write.</param>
    public static void Write(Utf8JsonWriter writer, ExportRecordInput record, ExportOptions options)
    {
        writer.WriteStartObject();
        if (options.IncludeAssets)
            writer.WriteString("asset"u8, record.Asset);
        writer.WriteString("assetId"u8, record.AssetId);
        if (options.IncludeAssets && record.Dataset is { } pages)
            WriteTexts(writer, "dataset"u8, pages);
        writer.WriteString("externalId"u8, record.ExternalId);
        writer.WritePropertyName("metadata"u8);
        WriteJson(writer, record.Metadata.IsEmpty ? "{}"u8 : record.Metadata.Span);
        if (!record.ContextData.IsEmpty)
        {
            writer.WritePropertyName("contextData"u8);
            WriteJson(writer, record.ContextData.Span);
        }
        if (record.Attachments.Count > 0)
            WriteAttachments(writer, record.Attachments);
        WriteTexts(writer, "batches"u8, record.Batches);
        WriteTask(writer, record.Task, options);
        writer.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter writer, ExportTaskInput task, ExportOptions options)
    {
        writer.WriteStartObject("task"u8);
        writer.WriteString("taskId"u8, task.TaskId);
        writer.WriteString("type"u8, task.Type);
        writer.WriteString("stage"u8, task.Stage);
        writer.WriteString("stageId"u8, task.StageId);
        writer.WriteString("updatedAt"u8, CanonicalJson.FormatInstant(task.UpdatedAt));
        writer.WriteString("updatedBy"u8, task.UpdatedBy);
        writer.WriteNumber("totalDuration"u8, task.TotalDuration);
        if (options.IncludeIdleBlurDurations)
        {
            writer.WriteNumber("totalIdleDuration"u8, task.TotalIdleDuration);
            writer.WriteNumber("totalBlurDuration"u8, task.TotalBlurDuration);
        }
        WriteAnswer(writer, task.Answer, task.TaskId, options);
        WriteMasks(writer, task);
        WriteConsensus(writer, task);
        if (options.IncludeHistory)
            WriteHistory(writer, task, options);
        writer.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, ExportAnswer answer, string taskId, ExportOptions options)
    {
        var rewrite = new RewriteOptions
        {
            From = answer.Schema,
            To = options.Schema,
            IncludeMetadata = options.IncludeMetadata,
            OnlyKeyFrames = options.OnlyKeyFrames,
            IncludePdfImages = options.IncludePdfImages,
            MaskUrl = options.MaskUrl is { } maskUrl ? objectId => maskUrl(taskId, objectId) : null,
            UploadUrl = options.UploadUrl,
        };
        AnswerRewriter.WriteLists(writer, answer.Utf8.IsEmpty ? AnswerNormalizer.Empty : answer.Utf8, answer.Form, rewrite);
    }

    private static void WriteMasks(Utf8JsonWriter writer, ExportTaskInput task)
    {
        writer.WriteString("brushDataUrl"u8, task.BrushDataUrl);
        if (task.BrushDataUrls.Count > 0)
        {
            writer.WriteStartArray("brushDataUrls"u8);
            foreach (var mask in task.BrushDataUrls)
            {
                writer.WriteStartObject();
                writer.WriteNumber("page"u8, mask.Page);
                writer.WriteString("url"u8, mask.Url);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteString("medicalBrushDataUrl"u8, task.MedicalBrushDataUrl);
    }

    private static void WriteConsensus(Utf8JsonWriter writer, ExportTaskInput task)
    {
        if (task.ConsensusAverage is not { } average)
            return;
        writer.WriteNumber("consensusAverage"u8, average);
        writer.WriteStartArray("consensusDetailed"u8);
        foreach (var score in task.ConsensusDetailed)
        {
            writer.WriteStartObject();
            writer.WriteString("schemaId"u8, score.SchemaId);
            writer.WriteString("title"u8, score.Title);
            writer.WriteNumber("score"u8, score.Score);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteHistory(Utf8JsonWriter writer, ExportTaskInput task, ExportOptions options)
    {
        writer.WriteStartArray("stageHistory"u8);
        foreach (var visit in task.StageHistory)
            WriteVisit(writer, visit, task.TaskId, options);
        writer.WriteEndArray();
    }

    private static void WriteVisit(Utf8JsonWriter writer, ExportStageInput visit, string taskId, ExportOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("stage"u8, visit.Stage);
        writer.WriteString("stageId"u8, visit.StageId);
        writer.WriteNumber("duration"u8, visit.Duration);
        if (options.IncludeIdleBlurDurations)
        {
            writer.WriteNumber("idleDuration"u8, visit.IdleDuration);
            writer.WriteNumber("blurDuration"u8, visit.BlurDuration);
        }
        writer.WriteString("completedAt"u8, CanonicalJson.FormatInstant(visit.CompletedAt));
        WriteOptional(writer, "completedBy"u8, visit.CompletedBy);
        WriteOptional(writer, "reviewStatus"u8, visit.ReviewStatus);
        if (visit.IsSkipped)
            writer.WriteBoolean("isSkipped"u8, true);
        WriteAnswer(writer, visit.Answer, taskId, options);
        WriteOptional(writer, "brushDataUrl"u8, visit.BrushDataUrl);
        WriteOptional(writer, "medicalBrushDataUrl"u8, visit.MedicalBrushDataUrl);
        writer.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter writer, IReadOnlyList<ExportAttachment> attachments)
    {
        writer.WriteStartArray("attachments"u8);
        foreach (var attachment in attachments)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, attachment.Type);
            writer.WriteString("value"u8, attachment.Value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    // Importers' own JSON may hold line breaks between its tokens, or the separators that only canonical text escapes.
    private static void WriteJson(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        const byte LeadOfNextLine = 0xC2;
        const byte LeadOfSeparators = 0xE2;
        var isSafeLine = !json.ContainsAny((byte)'\n', (byte)'\r') && !json.ContainsAny(LeadOfNextLine, LeadOfSeparators);
        if (isSafeLine)
            writer.WriteRawValue(json, skipInputValidation: true);
        else
            CanonicalJson.WriteValue(writer, json);
    }
}
