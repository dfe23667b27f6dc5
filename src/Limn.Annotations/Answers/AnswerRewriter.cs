using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Answers;

/// <summary>
/// Writes a stored answer as an export shows it: copied byte for byte where nothing differs, else in one pass over its tokens, in memory
/// that does not grow with it. Thread safe.
/// </summary>
public static class AnswerRewriter
{
    private const int BracesLength = 2;

    /// <summary>Whether the stored bytes are already what the options ask for.</summary>
    public static bool CanCopy(AnswerForm form, RewriteOptions options) =>
        ReferenceEquals(options.From, options.To)
        && options is { IncludeMetadata: true, MaskUrl: null }
        && (form & FormsToRewrite(options)) == 0;

    /// <summary>The whole document, rewritten.</summary>
    /// <param name="answer">A canonical answer.</param>
    /// <param name="form">Its form.</param>
    /// <param name="options">What to write.</param>
    /// <returns>UTF-8 JSON <c>{"tools":[],"classifications":[],"relations":[]}</c>; the very same memory if it can be copied.</returns>
    public static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> answer, AnswerForm form, RewriteOptions options)
    {
        if (CanCopy(form, options))
            return answer;
        var buffer = new ArrayBufferWriter<byte>(answer.Length + 16);
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        writer.WriteStartObject();
        WriteLists(writer, answer, form, options);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the three lists as members of the object that the writer is in.</summary>
    /// <param name="writer">Made with <see cref="CanonicalJson.WriterOptions"/>.</param>
    /// <param name="answer">A canonical answer.</param>
    /// <param name="form">Its form.</param>
    /// <param name="options">What to write.</param>
    public static void WriteLists(Utf8JsonWriter writer, ReadOnlyMemory<byte> answer, AnswerForm form, RewriteOptions options)
    {
        if (CanCopy(form, options))
            // The members between the outer braces, as one fragment: the writer adds the comma before it.
            writer.WriteRawValue(answer.Span[1..^(BracesLength - 1)], skipInputValidation: true);
        else
            new MemberRewriter(writer, answer, options).WriteLists();
    }

    private static AnswerForm FormsToRewrite(RewriteOptions options) =>
        AnswerForm.OptionIds
        | (options.OnlyKeyFrames ? AnswerForm.InterpolatedFrames : 0)
        | (options.IncludePdfImages ? 0 : AnswerForm.PdfImages)
        | (options.UploadUrl is null ? 0 : AnswerForm.Uploads);
}
