using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client.Json;

/// <summary>Shapes on the wire: camel case, absent rather than null, numbers also as text.</summary>
internal static class LimnJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TolerantInt64Converter(), new TolerantInstantConverter() },
    };
}
