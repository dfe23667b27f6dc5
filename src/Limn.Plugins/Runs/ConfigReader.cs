using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Limn.Plugins.Runs;

/// <summary>
/// Fills an author's configuration type from the run's JSON, member by member, so that one wrong value costs only itself.
/// </summary>
internal sealed class ConfigReader(JsonObject config, PluginLogger logger)
{
    private static readonly JsonSerializerOptions Tolerant = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.Strict,
    };

    private readonly HashSet<string> reported = [];

    internal T Read<T>()
        where T : new()
    {
        // Boxed, so that structs are filled too.
        object filled = new T();
        var nullability = new NullabilityInfoContext();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true } || Find(property) is not { } member)
                continue;
            if (TryConvert(member.Value, property, nullability, out var value))
                property.SetValue(filled, value);
            else
                Report(member.Key, property.PropertyType);
        }

        return (T)filled;
    }

    private KeyValuePair<string, JsonNode?>? Find(PropertyInfo property)
    {
        if (property.GetCustomAttribute<JsonPropertyNameAttribute>() is { Name: var exact })
            return config.TryGetPropertyValue(exact, out var named) ? new(exact, named) : null;
        var wanted = Plain(property.Name);
        foreach (var member in config)
        {
            if (Plain(member.Key) == wanted)
                return member;
        }

        return null;
    }

    /// <summary>separator-character, separator_character and separatorCharacter are all SeparatorCharacter.</summary>
    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool TryConvert(JsonNode? json, PropertyInfo property, NullabilityInfoContext nullability, out object? value)
    {
        value = null;
        if (json is null)
            return nullability.Create(property).WriteState == NullabilityState.Nullable;
        try
        {
            value = json.Deserialize(property.PropertyType, Tolerant);
            return true;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Report(string key, Type wanted)
    {
        if (reported.Add(key))
            logger.Warning($"Configuration: the value of \"{key}\" is no {Describe(wanted)}; the default is used.");
    }

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(string) => "text",
        { IsEnum: true } t => "one of " + string.Join(", ", Enum.GetNames(t)),
        { IsPrimitive: true } or { FullName: "System.Decimal" } => "number that fits",
        { IsArray: true } => "list of the right form",
        _ => "value of the right form",
    };
}
