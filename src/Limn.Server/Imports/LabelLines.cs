using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Imports;

/// <summary>One line of an import with its place, from 1.</summary>
internal sealed record NumberedLine(int Number, LabelLine Line, int Bytes);

/// <summary>
/// Reads the lines of an import one by one out of its body: a list under <c>jsonContent</c> or <c>labels</c>. Small imports may also hold the list
/// as JSON text, or a single line in its place.
/// </summary>
internal sealed class LabelLines(Stream body, Limits limits)
{
    private const string MalformedList = "jsonContent must be a JSON list.";
    private static readonly string[] Keys = ["jsonContent", "labels"];
    private readonly AnswerLimits lineLimits = limits.ToAnswerLimits();

    /// <summary>Every line; throws <see cref="RefusedException"/> when the body holds no list.</summary>
    public async IAsyncEnumerable<NumberedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = new JsonArrayReader(body, limits.JsonDepth, limits.AnswerBytes, Keys);
        var number = 0;
        await foreach (var element in list.ReadAsync(cancellationToken))
        {
            using (element)
            {
                yield return Parse(++number, element.RootElement);
            }
        }

        if (list.HasArray)
        {
            yield break;
        }

        using var other = ReadOther(list.Rest);
        foreach (var element in other.RootElement.ValueKind == JsonValueKind.Array ? other.RootElement.EnumerateArray().ToArray() : [other.RootElement])
        {
            yield return Parse(++number, element);
        }
    }

    private static JsonDocument ReadOther(IReadOnlyDictionary<string, JsonElement> rest)
    {
        var value = Keys.Select(key => rest.GetValueOrDefault(key)).FirstOrDefault(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Object);
        try
        {
            var document = value.ValueKind switch
            {
                JsonValueKind.String => WholeTexts.Parse(Encoding.UTF8.GetBytes(value.GetString()!)),
                JsonValueKind.Object => JsonDocument.Parse(JsonMarshal.GetRawUtf8Value(value).ToArray()),
                _ => null,
            };
            return document?.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object
                ? document
                : throw new RefusedException(Refusal.BadRequest(MalformedList, [new Problem("jsonContent", MalformedList, "J1")]));
        }
        catch (JsonException)
        {
            throw new RefusedException(Refusal.BadRequest(MalformedList, [new Problem("jsonContent", MalformedList, "J1")]));
        }
    }

    private NumberedLine Parse(int number, JsonElement element)
    {
        // The element's buffer goes back to its pool before the line is used.
        var bytes = JsonMarshal.GetRawUtf8Value(element).ToArray();
        return new NumberedLine(number, LabelLine.Parse(bytes, lineLimits), bytes.Length);
    }
}
