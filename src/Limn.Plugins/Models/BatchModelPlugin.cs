using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>A plugin that labels many assets of a project in one run, and stores the labels by itself.</summary>
public sealed class BatchModelPlugin : PluginBase
{
    private readonly Func<BatchModelContext, CancellationToken, Task<string?>> label;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="label">Does the work with <see cref="RunContext.Client"/>, and returns a text for the user or null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public BatchModelPlugin(PluginOptions options, Func<BatchModelContext, CancellationToken, Task<string?>> label)
        : base(options) => this.label = label;

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run) =>
        await AnswerAsync(run, await label(new BatchModelContext(run), run.Token));
}

/// <summary>What the function of a <see cref="BatchModelPlugin"/> works with.</summary>
public sealed class BatchModelContext : RunContext
{
    internal BatchModelContext(PluginRun run)
        : base(run) => Classes = ClassMap.Read(run.Payload);

    /// <summary>The mapped classes; null when nothing is mapped.</summary>
    public ClassMap? Classes { get; }
}
