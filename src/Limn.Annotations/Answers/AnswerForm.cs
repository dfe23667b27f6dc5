namespace Limn.Annotations.Answers;

/// <summary>
/// What a stored answer holds that an export may have to rewrite. An answer that was written against the present category schema and whose
/// flags need no rewriting is copied byte for byte. Stored beside the answer; the numbers never change meaning.
/// </summary>
[Flags]
public enum AnswerForm
{
    /// <summary>Every option answer is text and nothing else depends on export options: the document is its own export.</summary>
    ExportReady = 0,

    /// <summary>At least one option answer is an option id, as the editor writes it.</summary>
    OptionIds = 1,

    /// <summary>At least one member has <c>isKeyFrame: false</c>.</summary>
    InterpolatedFrames = 2,

    /// <summary>At least one PDF area carries a picture of its content.</summary>
    PdfImages = 4,

    /// <summary>At least one answer is the URL of an uploaded file, which exports sign.</summary>
    Uploads = 8,
}
