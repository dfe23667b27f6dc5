using System.Text.Json.Nodes;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>A plugin that brings data into a project from a place in a storage.</summary>
public sealed class InputPlugin : PluginBase
{
    private readonly Func<InputContext, CancellationToken, Task<string?>> import;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="import">Does the work with <see cref="RunContext.Client"/>, and returns a text for the user or null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public InputPlugin(PluginOptions options, Func<InputContext, CancellationToken, Task<string?>> import)
        : base(options) => this.import = import;

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run) =>
        await AnswerAsync(run, await import(new InputContext(run), run.Token));
}

/// <summary>What the function of an <see cref="InputPlugin"/> works with.</summary>
public sealed class InputContext : RunContext
{
    /// <summary>Hubs send the selection as an object of its own, or among the other keys.</summary>
    internal InputContext(PluginRun run)
        : base(run) => Selection = FileSelection.Read(run.Payload.Raw["fileExplorerOptions"] as JsonObject ?? run.Payload.Raw);

    /// <summary>What the user has picked.</summary>
    public FileSelection Selection { get; }
}
