using System.Text;
using System.Text.Json.Nodes;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Limn.Formats.AngoExport;
using Microsoft.Extensions.Time.Testing;

namespace Limn.Formats.Tests;

/// <summary>The documented examples: import lines, and the assets and tasks around them.</summary>
internal static class Examples
{
    public static CategorySchema Schema { get; } = CategorySchema.Parse(Read("schema.json"));

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Examples", name));

    public static JsonNode ReadJson(string name) => JsonNode.Parse(Read(name))!;

    public static TimeProvider Clock(string now) => new FakeTimeProvider(At(now));

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, null);

    /// <summary>Imports the example's line at 2024-05-01T08:00:00Z, with ids 00…01, 00…02 and so on.</summary>
    public static NormalizedAnswer Import(string name, PageLayout layout = PageLayout.Single, int? pages = null, string? text = null)
    {
        var count = 0;
        var answer = AnswerNormalizer.Import(LabelLine.Parse(Read($"{name}.import.json")), new ImportContext
        {
            Schema = Schema,
            Layout = layout,
            PageCount = pages,
            Text = text,
            Time = Clock("2024-05-01T08:00:00Z"),
            NewObjectId = () => (++count).ToString("x23", null),
        });
        answer.Errors.ShouldBeEmpty();
        return answer;
    }

    public static ExportAnswer ToExport(this NormalizedAnswer answer) => new(answer.Utf8, answer.Form, Schema);

    /// <summary>The picture after import, labelling and review.</summary>
    public static ExportRecordInput Image()
    {
        var imported = Import("image");
        var labelled = AnswerNormalizer.Annotate(
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(imported.Utf8.Span).Replace("\"answer\":\"Day\"", "\"answer\":\"o_night\"")),
            new AnnotateContext
            {
                Schema = Schema,
                By = "lab@example.org",
                Stage = "Label",
                Layout = PageLayout.Single,
                Previous = imported.Utf8,
                Time = Clock("2024-05-02T09:01:30.500Z"),
            });
        labelled.Errors.ShouldBeEmpty();
        return new ExportRecordInput
        {
            Asset = "https://limn.example.org/files/street-001.jpg?sig=abc",
            AssetId = "65f0c1a2b3c4d5e6f7a8b902",
            ExternalId = "street-001.jpg",
            Metadata = """{"width":640,"height":480}"""u8.ToArray(),
            Batches = ["Pilot"],
            Task = new ExportTaskInput
            {
                TaskId = "65f0c1a2b3c4d5e6f7a8b901",
                Stage = "Complete",
                StageId = "Complete",
                UpdatedAt = At("2024-05-02T09:20:00Z"),
                UpdatedBy = "rev@example.org",
                TotalDuration = 65217,
                Answer = labelled.ToExport(),
                BrushDataUrl = "https://limn.example.org/files/street-001-brush.png?sig=def",
                StageHistory =
                [
                    new ExportStageInput { Stage = "Start", StageId = "Start", CompletedAt = At("2024-05-01T08:00:01Z"), Answer = imported.ToExport() },
                    new ExportStageInput
                    {
                        Stage = "Label",
                        StageId = "Label",
                        CompletedAt = At("2024-05-02T09:02:00Z"),
                        CompletedBy = "lab@example.org",
                        Duration = 43120,
                        Answer = labelled.ToExport(),
                    },
                    new ExportStageInput
                    {
                        Stage = "Review",
                        StageId = "194e870c-5255-4ec9-9e6d-392321e504c3",
                        CompletedAt = At("2024-05-02T09:20:00Z"),
                        CompletedBy = "rev@example.org",
                        Duration = 22097,
                        ReviewStatus = "Accepted",
                        Answer = labelled.ToExport(),
                    },
                ],
            },
        };
    }

    public static ExportRecordInput Pages() => new()
    {
        Asset = "https://cdn.example.org/w/7-0.jpg",
        AssetId = "65f0c1a2b3c4d5e6f7a8ba02",
        Dataset = ["https://cdn.example.org/w/7-0.jpg", "https://cdn.example.org/w/7-1.jpg"],
        ExternalId = "walk-around-7",
        Metadata = """{"width":800,"height":600}"""u8.ToArray(),
        Task = Task("65f0c1a2b3c4d5e6f7a8ba01", "10:00", 8000, Import("pages", PageLayout.Pages, 2)),
    };

    public static ExportRecordInput Video() => new()
    {
        Asset = "https://cdn.example.org/drive.mp4",
        AssetId = "65f0c1a2b3c4d5e6f7a8bb02",
        ExternalId = "drive.mp4",
        Metadata = """{"width":1280,"height":720,"frameTotal":300,"frameRate":30}"""u8.ToArray(),
        Batches = ["Pilot"],
        Task = Task("65f0c1a2b3c4d5e6f7a8bb01", "10:10", 91000, Import("video", PageLayout.Frames, 300)),
    };

    public static ExportRecordInput Audio() => new()
    {
        Asset = "https://cdn.example.org/call_1.mp3",
        AssetId = "65f0c1a2b3c4d5e6f7a8bc02",
        ExternalId = "call_1.mp3",
        Task = Task("65f0c1a2b3c4d5e6f7a8bc01", "10:20", 12000, Import("audio")),
    };

    public static ExportRecordInput Text() => new()
    {
        Asset = "https://limn.example.org/files/note.txt?sig=aaa",
        AssetId = "65f0c1a2b3c4d5e6f7a8bd02",
        ExternalId = "note.txt",
        Task = Task("65f0c1a2b3c4d5e6f7a8bd01", "10:30", 5000, Import("text", text: "Ada met Paris in Rome.")),
    };

    public static ExportRecordInput Pdf() => new()
    {
        Asset = "https://cdn.example.org/invoice.pdf",
        AssetId = "65f0c1a2b3c4d5e6f7a8be02",
        ExternalId = "invoice.pdf",
        Metadata = """{"frameTotal":2}"""u8.ToArray(),
        ContextData = """{"uploader":"erp"}"""u8.ToArray(),
        Batches = ["Invoices"],
        Task = Task("65f0c1a2b3c4d5e6f7a8be01", "10:40", 7000, Import("pdf")),
    };

    public static ExportRecordInput Html() => new()
    {
        Asset = "<h1>Which is best?</h1>",
        AssetId = "65f0c1a2b3c4d5e6f7a8bf02",
        ExternalId = "rlhf-12",
        ContextData = """{"responses":["A","B","C"]}"""u8.ToArray(),
        Task = Task("65f0c1a2b3c4d5e6f7a8bf01", "10:50", 9000, Import("html")),
    };

    public static ExportRecordInput Volume() => new()
    {
        Asset = "https://cdn.example.org/ct-03.nrrd",
        AssetId = "65f0c1a2b3c4d5e6f7a8c002",
        ExternalId = "ct-03.nrrd",
        Metadata = """{"frameTotal":90}"""u8.ToArray(),
        Batches = ["CT"],
        Task = Task("65f0c1a2b3c4d5e6f7a8c001", "11:00", 31000, Import("volume")) with
        {
            MedicalBrushDataUrl = "https://limn.example.org/files/ct-03-label.seg.nrrd?sig=bbb",
        },
    };

    public static ExportRecordInput Chat() => new()
    {
        Asset = "https://limn.example.org/files/conversations/5.json?sig=ccc",
        AssetId = "65f0c1a2b3c4d5e6f7a8c102",
        ExternalId = "conversation-5",
        Task = Task("65f0c1a2b3c4d5e6f7a8c101", "11:10", 4000, Import("chat")),
    };

    public static ExportRecordInput PointCloud() => new()
    {
        Asset = "storage-name/drives/9",
        AssetId = "65f0c1a2b3c4d5e6f7a8c202",
        ExternalId = "drive-9",
        Metadata = """{"frameTotal":2}"""u8.ToArray(),
        Task = Task("65f0c1a2b3c4d5e6f7a8c201", "11:20", 60000, Import("point-cloud", PageLayout.Frames, 2)),
    };

    private static ExportTaskInput Task(string taskId, string time, long duration, NormalizedAnswer answer) => new()
    {
        TaskId = taskId,
        Stage = "Complete",
        StageId = "Complete",
        UpdatedAt = At($"2024-05-02T{time}:00Z"),
        UpdatedBy = "lab@example.org",
        TotalDuration = duration,
        Answer = answer.ToExport(),
    };
}
