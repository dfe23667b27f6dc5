using System.Text.Json;
using Limn.Client.Files;
using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Asks for an export and waits until the hub has written it, which can take long for a large project.</summary>
    /// <param name="query">What to export.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Where to download it.</returns>
    public async Task<ExportLink> RequestExportAsync(ExportQuery query, CancellationToken cancellationToken = default)
    {
        var call = new ApiCall(HttpMethod.Get, "/v2/export") { Query = query.ToQuery(), Timeout = options.ExportTimeout };
        var data = await transport.SendAsync(call, cancellationToken);
        return new ExportLink(Address(call, data, "exportPath"), Count(data, "taskCount"));
    }

    /// <summary>Asks for an export, waits for it and downloads it into a temporary file.</summary>
    /// <param name="query">What to export.</param>
    /// <param name="cancellationToken">Gives the export up.</param>
    /// <returns>The file, to be disposed by the caller.</returns>
    /// <exception cref="IOException">The download kept breaking, or the disk is full.</exception>
    public async Task<ExportFile> ExportAsync(ExportQuery query, CancellationToken cancellationToken = default)
    {
        var link = await RequestExportAsync(query, cancellationToken);
        var file = TempFile.Create();
        try
        {
            await DownloadAsync(link.Address, file, cancellationToken);
            return new ExportFile(file, link.TaskCount);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static int? Count(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count)
            ? count
            : null;
}
