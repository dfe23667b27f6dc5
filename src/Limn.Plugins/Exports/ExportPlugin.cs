using System.Text.Json.Nodes;
using Limn.Client;
using Limn.Client.Files;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>
/// A plugin that turns the labels of a project into a file. For each run the tasks the user chose are exported and downloaded,
/// the author's function reads them and makes a file, and the file is uploaded and offered to the user.
/// </summary>
public sealed class ExportPlugin : PluginBase
{
    private readonly Func<ExportContext, CancellationToken, Task<ExportResult>> export;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="export">
    /// Makes the file. The token fires when the user cancels and when the plugin has to stop. An exception ends the run with its
    /// message for the user, and its stack in the log.
    /// </param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public ExportPlugin(PluginOptions options, Func<ExportContext, CancellationToken, Task<ExportResult>> export)
        : base(options) => this.export = export;

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run)
    {
        await using var tasks = await TransferException.GuardAsync(
            "Error calling export", () => run.Client.ExportAsync(ExportContext.QueryOf(run), run.Token));
        await using var result = await export(new ExportContext(run, tasks), run.Token)
            ?? throw new InvalidOperationException("The export function returned no result.");
        var address = await TransferException.GuardAsync("Error storing the result", () => StoreAsync(run, result));
        await run.RespondAsync(new JsonObject
        {
            ["export"] = true,
            ["response"] = address.AbsoluteUri,
            ["fileName"] = result.FileName,
        });
        return RunOutcome.Delivered;
    }

    /// <summary>Uploads the file. The address for the user is signed before, so that an uploaded file is never left without one.</summary>
    private static async Task<Uri> StoreAsync(PluginRun run, ExportResult result)
    {
        var place = new FilePlace
        {
            Name = EntryName.ForAddress(result.FileName),
            ProjectId = run.Payload.ProjectId,
            Kind = FileKind.Export,
            StorageId = result.StorageId,
        };
        await using var copy = result.Content.CanSeek ? null : TempFile.Create();
        if (copy is not null)
        {
            await result.Content.CopyToAsync(copy, run.Token);
            copy.Position = 0;
        }

        var upload = await run.Client.GetUploadUrlAsync(place, run.Token);
        var signed = await run.Client.GetSignedUrlAsync(upload, place, run.Token);
        await run.Client.UploadAsync(upload, copy ?? result.Content, run.Token);
        return signed;
    }
}
