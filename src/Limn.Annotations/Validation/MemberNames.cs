using System.Text.Json;

namespace Limn.Annotations.Validation;

/// <summary>Key names, encoded once.</summary>
internal static class MemberNames
{
    public static readonly JsonEncodedText Tools = JsonEncodedText.Encode("tools");
    public static readonly JsonEncodedText Classifications = JsonEncodedText.Encode("classifications");
    public static readonly JsonEncodedText Relations = JsonEncodedText.Encode("relations");
    public static readonly JsonEncodedText SchemaId = JsonEncodedText.Encode("schemaId");
    public static readonly JsonEncodedText ObjectId = JsonEncodedText.Encode("objectId");
    public static readonly JsonEncodedText Tool = JsonEncodedText.Encode("tool");
    public static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    public static readonly JsonEncodedText Page = JsonEncodedText.Encode("page");
    public static readonly JsonEncodedText IsKeyFrame = JsonEncodedText.Encode("isKeyFrame");
    public static readonly JsonEncodedText InterpolationStopped = JsonEncodedText.Encode("interpolationStopped");
    public static readonly JsonEncodedText Lock = JsonEncodedText.Encode("lock");
    public static readonly JsonEncodedText Row = JsonEncodedText.Encode("row");
    public static readonly JsonEncodedText Ocr = JsonEncodedText.Encode("ocr");
    public static readonly JsonEncodedText Answer = JsonEncodedText.Encode("answer");
    public static readonly JsonEncodedText AnswerRanks = JsonEncodedText.Encode("answerRanks");
    public static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
    public static readonly JsonEncodedText To = JsonEncodedText.Encode("to");
    public static readonly JsonEncodedText Direction = JsonEncodedText.Encode("direction");
    public static readonly JsonEncodedText Group = JsonEncodedText.Encode("group");
    public static readonly JsonEncodedText Metadata = JsonEncodedText.Encode("metadata");
    public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    public static readonly JsonEncodedText CreatedBy = JsonEncodedText.Encode("createdBy");
    public static readonly JsonEncodedText CreatedIn = JsonEncodedText.Encode("createdIn");
    public static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");
    public static readonly JsonEncodedText UpdatedBy = JsonEncodedText.Encode("updatedBy");
    public static readonly JsonEncodedText UpdatedIn = JsonEncodedText.Encode("updatedIn");
    public static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
}
