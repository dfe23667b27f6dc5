using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Schemas;

/// <summary>Checks a category schema before it is saved.</summary>
public static class CategorySchemaValidator
{
    /// <summary>
    /// All problems of a schema. Refused are: other JSON types than the format's, missing or repeated ids, options without text, options
    /// that answers could not tell apart, brush classes of one colour, voxel brushes whose id is no voxel value, and more than the limits
    /// allow. Unknown keys and unknown kinds are fine. Thread safe.
    /// </summary>
    /// <param name="utf8">The schema's JSON.</param>
    /// <param name="limits">Null for <see cref="SchemaLimits.Default"/>.</param>
    /// <returns>Empty if the schema may be saved.</returns>
    public static IReadOnlyList<Problem> Validate(ReadOnlyMemory<byte> utf8, SchemaLimits? limits = null)
    {
        limits ??= SchemaLimits.Default;
        var inputLimits = new AnswerLimits { MaxBytes = limits.MaxBytes, MaxDepth = limits.MaxDepth, MaxTextBytes = limits.MaxTextBytes };
        if (JsonInput.Check(utf8.Span, inputLimits) is { } problem)
            return [problem];
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth });
        return new SchemaCheck(limits).Run(document.RootElement);
    }
}
