using Limn.Client;
using Limn.Client.Files;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>What the function of a <see cref="ModelPlugin"/> works with.</summary>
public sealed class ModelContext : RunContext
{
    internal ModelContext(PluginRun run)
        : base(run) => Classes = ClassMap.Read(run.Payload);

    /// <summary>Id of the asset to be labelled.</summary>
    public string AssetId => Run.Payload.Text("assetId");

    /// <summary>Id of its task.</summary>
    public string TaskId => Run.Payload.Text("taskId");

    /// <summary>Address of the asset, which can be downloaded without a key; null when the hub sent none.</summary>
    public Uri? DataUrl => Uri.TryCreate(Run.Payload.OptionalText("dataURL"), UriKind.Absolute, out var address) ? address : null;

    /// <summary>Replace what is there, or add to it. The library does either; most models need not look.</summary>
    public bool Overwrite => Run.Payload.Flag("overwrite", otherwise: true);

    /// <summary>The run belongs to a workflow stage, not to somebody's open editor.</summary>
    public bool IsWorkflow => Run.Payload.Flag("workflow", otherwise: false);

    /// <summary>The mapped classes; null when nothing is mapped.</summary>
    public ClassMap? Classes { get; }

    /// <summary>Downloads the asset into a temporary file, which is deleted when the stream is disposed.</summary>
    /// <param name="cancellationToken">Gives the download up.</param>
    /// <returns>The bytes from the start; seekable.</returns>
    /// <exception cref="InvalidOperationException">The hub sent no address.</exception>
    public async Task<Stream> OpenAssetAsync(CancellationToken cancellationToken = default)
    {
        var address = DataUrl ?? throw new InvalidOperationException("The hub sent no address of the asset.");
        var file = TempFile.Create();
        try
        {
            await Client.DownloadAsync(address, file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Uploads a mask. Masks are not merged: one given in the result takes the place of the task's.</summary>
    /// <param name="name">File name, such as <c>mask.png</c> or <c>mask.seg.nrrd</c>.</param>
    /// <param name="content">A PNG with transparent background, or an NRRD volume; must be able to tell its length.</param>
    /// <param name="kind"><see cref="FileKind.Brush"/> or <see cref="FileKind.MedicalBrush"/>.</param>
    /// <param name="cancellationToken">Gives the upload up.</param>
    /// <returns>The address for the result.</returns>
    public async Task<string> UploadBrushAsync(
        string name, Stream content, FileKind kind = FileKind.Brush, CancellationToken cancellationToken = default)
    {
        var place = new FilePlace { Name = EntryName.ForAddress(name), ProjectId = ProjectId, Kind = kind };
        var address = await Client.GetUploadUrlAsync(place, cancellationToken);
        await Client.UploadAsync(address, content, cancellationToken);
        return address.GetLeftPart(UriPartial.Path);
    }
}
