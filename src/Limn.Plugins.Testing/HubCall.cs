using System.Text.Json.Nodes;

namespace Limn.Plugins.Testing;

/// <summary>A call of the REST API that a <see cref="FakeHub"/> got.</summary>
/// <param name="Method">GET, POST ...</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark, as it came; empty for none.</param>
/// <param name="Body">The JSON body; null when there was none.</param>
public sealed record HubCall(string Method, string Path, string Query, JsonNode? Body);
