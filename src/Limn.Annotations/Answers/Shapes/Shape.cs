using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>
/// The geometry of an object. Coordinates are pixels of the original file unless said otherwise. Immutable but for <see cref="Extra"/>.
/// </summary>
public abstract record Shape
{
    private protected Shape(string tool) => Tool = tool;

    /// <summary>The key under which it is written; see <see cref="ToolKinds"/>.</summary>
    [JsonIgnore]
    public string Tool { get; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
