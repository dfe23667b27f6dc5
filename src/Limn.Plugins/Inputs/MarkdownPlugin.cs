using System.Net;
using System.Text.Json.Nodes;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>A plugin that makes assets from a table and a text with placeholders.</summary>
public sealed class MarkdownPlugin : PluginBase
{
    private readonly Func<MarkdownContext, CancellationToken, Task<string?>> generate;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="generate">Makes and uploads the assets, and returns a text for the user or null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public MarkdownPlugin(PluginOptions options, Func<MarkdownContext, CancellationToken, Task<string?>> generate)
        : base(options) => this.generate = generate;

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run) =>
        await AnswerAsync(run, await generate(new MarkdownContext(run), run.Token));
}

/// <summary>What the function of a <see cref="MarkdownPlugin"/> works with.</summary>
public sealed class MarkdownContext : RunContext
{
    internal MarkdownContext(PluginRun run)
        : base(run)
    {
    }

    /// <summary>The text with placeholders, as the user wrote it: the wire carries it HTML-escaped.</summary>
    public string MarkdownText => WebUtility.HtmlDecode(Run.Payload.Text("markdownText"));

    /// <summary>The uploaded table, usually CSV; empty when there is none.</summary>
    /// <exception cref="FormatException">The hub sent something that is no base64.</exception>
    public byte[] InputFile => Convert.FromBase64String(Run.Payload.Text("inputFile"));

    /// <summary>Further uploaded files.</summary>
    /// <exception cref="FormatException">The hub sent something that is no base64.</exception>
    public IReadOnlyList<InputFile> Files =>
        Run.Payload.Raw["fileList"] is JsonArray files ? [.. files.OfType<JsonObject>().Select(ReadFile)] : [];

    private static InputFile ReadFile(JsonObject given)
    {
        var file = new RunPayload(given);
        return new InputFile(file.Text("name"), Convert.FromBase64String(file.Text("data")));
    }
}

/// <summary>An uploaded file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
public sealed record InputFile(string Name, ReadOnlyMemory<byte> Content);
