using System.Globalization;
using System.Text.Json.Nodes;
using Limn.Client;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>What an author's function knows about its run, and what it works with. Thread safe.</summary>
public abstract class RunContext
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly PluginRun run;
    private readonly ConfigReader config;
    private long lastProgress;

    private protected RunContext(PluginRun run)
    {
        this.run = run;
        config = new ConfigReader(run.Config, run.Logger);
    }

    /// <summary>Id of the project the run works on.</summary>
    public string ProjectId => run.Payload.ProjectId;

    /// <summary>Id of the organization the project belongs to.</summary>
    public string OrganizationId => run.Payload.OrganizationId;

    /// <summary>Id of the user who started the run, or set up the stage that did.</summary>
    public string RunBy => run.Payload.RunBy;

    /// <summary>Id of the run itself.</summary>
    public string SessionId => run.Payload.Session;

    /// <summary>Ids of the batches the user chose; empty means all.</summary>
    public IReadOnlyList<string> BatchIds => run.Payload.Batches;

    /// <summary>The configuration the user gave; never null, empty when there was none.</summary>
    public JsonObject Config => run.Config;

    /// <summary>Client of the hub with the rights of this run. Unusable after the run.</summary>
    public LimnClient Client => run.Client;

    /// <summary>The log of this run.</summary>
    public PluginLogger Logger => run.Logger;

    /// <summary>Everything the hub sent, also what this version of the library does not know.</summary>
    public JsonObject Raw => run.Payload.Raw;

    private protected PluginRun Run => run;

    /// <summary>
    /// The configuration as a type of your own. Members are found by name in any spelling (<c>separator-character</c>,
    /// <c>separator_character</c>) or by <see cref="System.Text.Json.Serialization.JsonPropertyNameAttribute"/>. A value of a
    /// wrong type leaves the member at its default and is reported once as a WARNING; unknown keys are passed over.
    /// </summary>
    /// <typeparam name="T">A type with settable or init-only properties, whose initial values are the defaults.</typeparam>
    /// <returns>A new, filled object.</returns>
    public T GetConfig<T>()
        where T : new() => config.Read<T>();

    /// <summary>
    /// Reports progress as a log line of the form <c>Items Processed: [total/done]</c>, which the hub draws as a bar. At most one
    /// line a second is sent, and always the one that says all is done, so this may be called for every item.
    /// </summary>
    /// <param name="done">Items done.</param>
    /// <param name="total">Items in all.</param>
    /// <param name="what">What the items are, and what was done to them.</param>
    /// <returns>When the line is on its way.</returns>
    public ValueTask ReportProgressAsync(long done, long total, string what = "Items Processed")
    {
        var time = run.Options.TimeProvider;
        var last = Interlocked.Read(ref lastProgress);
        var isDue = last == 0 || time.GetElapsedTime(last) >= ProgressInterval;
        if ((isDue && Interlocked.CompareExchange(ref lastProgress, time.GetTimestamp(), last) == last) || done >= total)
            Logger.Info(string.Create(CultureInfo.InvariantCulture, $"{what}: [{total}/{done}]"));
        return ValueTask.CompletedTask;
    }
}
