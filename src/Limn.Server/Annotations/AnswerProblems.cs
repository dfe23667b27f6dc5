using Limn.Annotations.Validation;
using Limn.Server.Hosting;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Annotations;

/// <summary>Problems of answers, as the API tells them.</summary>
internal static class AnswerProblems
{
    /// <summary>Why an answer was not stored, with everything that is wrong with it.</summary>
    public static Refusal ToRefusal(NormalizedAnswer answer) =>
        Refusal.BadRequest($"The answer was refused: {answer.Errors[0].Message}", [.. answer.Errors.Select(ToWire)]);

    public static Problem ToWire(Limn.Annotations.Validation.Problem problem) => new(problem.Path, problem.Message, problem.Code);
}

/// <summary>What answers may hold at most.</summary>
internal static class AnswerLimitsOf
{
    public static AnswerLimits ToAnswerLimits(this Limits limits) =>
        new() { MaxBytes = limits.AnswerBytes, MaxObjects = limits.AnswerMembers, MaxDepth = limits.JsonDepth };
}

/// <summary>What an asset's metadata tells about its pages.</summary>
internal static class AssetPages
{
    /// <summary>The number of pages or frames; null when the metadata does not tell.</summary>
    public static int? CountOf(RawJson metadata)
    {
        if (metadata.Utf8.Span.IndexOf("\"frameTotal\""u8) < 0)
        {
            return null;
        }

        using var document = metadata.ToDocument();
        return document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object
            && document.RootElement.TryGetProperty("frameTotal", out var total)
            && total.ValueKind == System.Text.Json.JsonValueKind.Number && total.TryGetInt32(out var count) && count > 0
                ? count
                : null;
    }
}
