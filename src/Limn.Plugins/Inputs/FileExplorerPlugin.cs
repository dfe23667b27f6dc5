using System.Text.Json.Nodes;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>A plugin that shows the folders of a storage, and imports files from there.</summary>
public sealed class FileExplorerPlugin : PluginBase
{
    private readonly Func<FileExplorerContext, CancellationToken, Task<FileListing>> browse;
    private readonly Func<FileExplorerContext, CancellationToken, Task<string?>> import;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="browse">Lists one page of a folder. Users wait for it.</param>
    /// <param name="import">Imports what was picked, and returns a text for the user or null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public FileExplorerPlugin(
        PluginOptions options,
        Func<FileExplorerContext, CancellationToken, Task<FileListing>> browse,
        Func<FileExplorerContext, CancellationToken, Task<string?>> import)
        : base(options)
    {
        this.browse = browse;
        this.import = import;
    }

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run)
    {
        var context = new FileExplorerContext(run);
        if (context.IsImport)
            return await AnswerAsync(run, await import(context, run.Token));
        var listing = await browse(context, run.Token)
            ?? throw new InvalidOperationException("The browse function returned no listing.");
        return await AnswerAsync(run, listing.ToJson());
    }
}

/// <summary>What the functions of a <see cref="FileExplorerPlugin"/> work with.</summary>
public sealed class FileExplorerContext : RunContext
{
    internal FileExplorerContext(PluginRun run)
        : base(run) => Selection = FileSelection.Read(run.Payload.Raw);

    /// <summary>Where to look, or what to import.</summary>
    public FileSelection Selection { get; }

    /// <summary>Import, or only look.</summary>
    public bool IsImport => Run.Payload.Flag("upload", otherwise: false);

    /// <summary>What the page before returned as <see cref="FileListing.ScrollToken"/>; null for the first page.</summary>
    public string? ScrollToken => Run.Payload.OptionalText("scrollToken");
}

/// <summary>One page of a folder.</summary>
public sealed record FileListing
{
    /// <summary>Keys of the folders in it, each with a slash at its end.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Keys of the files in it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What to ask the next page with; null when there is none.</summary>
    public string? ScrollToken { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["folders"] = new JsonArray([.. Folders.Select(f => (JsonNode)f)]),
        ["files"] = new JsonArray([.. Files.Select(f => (JsonNode)f)]),
        ["scrollToken"] = ScrollToken,
        ["success"] = true,
    };
}
