using System.Text.Json.Serialization;

namespace Limn.Server.Plugins.Runs;

/// <summary>
/// The parameters of an Export run as the plugin gets them. Texts are never null: scripts join them. Kept with the session, without the key.
/// </summary>
/// <param name="ApiKey">The run key; null in what is kept.</param>
/// <param name="ConfigJSON">Text that holds a JSON object.</param>
/// <param name="Stage">Ids of stages; empty = all.</param>
/// <param name="Batches">Ids of batches; empty = all.</param>
/// <param name="Tags">A copy of the batches, under the name that clients before 1.4 read.</param>
internal sealed record ExportInput(
    ProjectId ProjectId,
    OrganizationId OrgId,
    UserId RunBy,
    PluginSessionId Session,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApiKey,
    string ConfigJSON,
    IReadOnlyList<string> Stage,
    IReadOnlyList<BatchId> Batches,
    IReadOnlyList<BatchId> Tags);
