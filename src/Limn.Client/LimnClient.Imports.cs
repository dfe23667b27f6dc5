using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Client.Files;
using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>
    /// Imports labels for assets that exist. The body is written while the labels are read, so there may be any number of them.
    /// What the hub refuses does not fail the call.
    /// </summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="labels">The labels, read once.</param>
    /// <param name="cancellationToken">Gives the import up.</param>
    /// <returns>What the hub took and what it refused.</returns>
    public Task<LabelImportResult> ImportLabelsAsync(
        string projectId, IAsyncEnumerable<LabelImport> labels, CancellationToken cancellationToken = default) =>
        ImportAsync(projectId, WriteAsync(labels), cancellationToken);

    /// <summary>Imports labels that are JSON already: lines of the import format.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="labels">The lines, read once.</param>
    /// <param name="cancellationToken">Gives the import up.</param>
    /// <returns>What the hub took and what it refused.</returns>
    public Task<LabelImportResult> ImportLabelsAsync(
        string projectId, IAsyncEnumerable<JsonObject> labels, CancellationToken cancellationToken = default) =>
        ImportAsync(projectId, labels, cancellationToken);

    private async Task<LabelImportResult> ImportAsync(
        string projectId, IAsyncEnumerable<JsonObject> labels, CancellationToken cancellationToken)
    {
        var call = new ApiCall(HttpMethod.Post, "/v2/import/labels")
        {
            Body = () => new LabelsContent(projectId, labels),
            Timeout = options.ExportTimeout,
            IsOnce = true,
        };
        var data = await transport.SendAsync(call, cancellationToken);
        var summary = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("project", out var text) ? text.ToString() : "";
        return new LabelImportResult(summary, data);
    }

    private static async IAsyncEnumerable<JsonObject> WriteAsync(IAsyncEnumerable<LabelImport> labels)
    {
        await foreach (var label in labels)
            yield return label.ToJson();
    }
}
