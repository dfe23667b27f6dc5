using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Limn.Plugins.Runs;

/// <summary>Turns whatever an author logs into JSON that can be sent; what has no JSON form becomes text.</summary>
internal static class ExtraValue
{
    private const int MaxItems = 1000;

    internal static JsonNode? ToJson(object? value)
    {
        try
        {
            return Convert(value);
        }
        catch (Exception)
        {
            // Foreign code ran: a log line is no reason for a run to fail.
            return value?.GetType().Name;
        }
    }

    private static JsonNode? Convert(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int or long or short or byte or sbyte or ushort or uint => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double => Finite(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => number,
        JsonNode node => FiniteJson.Clean(node.DeepClone(), out _),
        JsonElement element => JsonSerializer.SerializeToNode(element),
        IFormattable formattable => formattable.ToString(value is DateTime or DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Take(MaxItems).Select(item => (JsonNode?)item?.ToString())]),
        _ => value.ToString(),
    };

    private static JsonNode? Finite(double number) => double.IsFinite(number) ? number : null;
}
