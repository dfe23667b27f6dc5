using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Limn.Plugins.Testing;

/// <summary>A run that a <see cref="FakeHub"/> has started, and what came of it. Thread safe.</summary>
public sealed class FakeRun
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<JsonObject> log = new();
    private readonly ConcurrentQueue<HubCall> calls = new();
    private readonly ConcurrentQueue<JsonObject> responses = new();
    private readonly TaskCompletionSource<JsonObject> response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakeRun(string pluginId, JsonObject payload, ExportInput? input)
    {
        PluginId = pluginId;
        Payload = payload;
        Input = input;
    }

    /// <summary>Id of the plugin.</summary>
    public string PluginId { get; }

    /// <summary>What the plugin was sent.</summary>
    public JsonObject Payload { get; }

    /// <summary>Id of the run.</summary>
    public string Session => Payload["session"]!.GetValue<string>();

    /// <summary>The key with which the plugin calls the hub.</summary>
    public string ApiKey => Payload["apiKey"]!.GetValue<string>();

    /// <summary>The log lines so far, in the order of their arrival.</summary>
    public IReadOnlyList<JsonObject> Log => [.. log];

    /// <summary>The texts of the log lines so far, each after its level: <c>INFO started</c>.</summary>
    public IReadOnlyList<string> LogTexts => [.. log.Select(line => $"{line["level"]} {line["msg"]}")];

    /// <summary>The calls of the REST API so far, downloads and uploads aside.</summary>
    public IReadOnlyList<HubCall> Calls => [.. calls];

    /// <summary>The first response; a hub drops what comes after it.</summary>
    public Task<JsonObject> Response => response.Task;

    /// <summary>All responses so far.</summary>
    public IReadOnlyList<JsonObject> Responses => [.. responses];

    /// <summary>The acknowledgement of the event. Lost for ever when the connection is.</summary>
    public Task Acknowledged => acknowledged.Task;

    /// <summary>Name under which the plugin asked to store its result; null before that.</summary>
    public string? StoredName { get; internal set; }

    /// <summary>Path of the stored result; null while there is none. Gone with the hub.</summary>
    public string? ResultPath { get; internal set; }

    /// <summary>REST connector: status of the plugin's answer.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>REST connector: body of the plugin's answer.</summary>
    public string? HttpBody { get; internal set; }

    internal ExportInput? Input { get; }

    /// <summary>Waits for the response, or for an acknowledgement without one.</summary>
    /// <param name="limit">Longest wait. Default 60 seconds.</param>
    /// <returns>When the run has ended.</returns>
    /// <exception cref="TimeoutException">Neither came; the message holds the log.</exception>
    public async Task EndAsync(TimeSpan? limit = null)
    {
        try
        {
            await Task.WhenAny(Response, Acknowledged).WaitAsync(limit ?? DefaultLimit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The run has not ended. Its log: {string.Join(" | ", LogTexts)}", e);
        }
    }

    /// <summary>Opens the stored result as a zip.</summary>
    /// <returns>The zip, to be disposed by the caller.</returns>
    /// <exception cref="InvalidOperationException">Nothing was stored.</exception>
    public ZipArchive OpenZip() => ZipFile.OpenRead(ResultPath ?? throw new InvalidOperationException(
        $"The plugin has stored nothing. Its log: {string.Join(" | ", LogTexts)}"));

    /// <summary>Text of one entry of the stored zip.</summary>
    /// <param name="entry">Name of the entry.</param>
    /// <returns>Its text.</returns>
    /// <exception cref="FileNotFoundException">There is no such entry.</exception>
    public string ReadText(string entry)
    {
        using var zip = OpenZip();
        var found = zip.GetEntry(entry) ?? throw new FileNotFoundException(
            $"The zip holds {string.Join(", ", zip.Entries.Select(e => e.FullName))}, and no {entry}.");
        using var reader = new StreamReader(found.Open());
        return reader.ReadToEnd();
    }

    internal void AddLine(JsonObject line) => log.Enqueue(line);

    internal void AddCall(HubCall call) => calls.Enqueue(call);

    internal void Respond(JsonObject message)
    {
        responses.Enqueue(message);
        response.TrySetResult(message);
    }

    internal void Acknowledge() => acknowledged.TrySetResult();
}
