using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins;

/// <summary>The times of plugins and their runs; section <c>Limn:Plugins</c> changes them. All are longer than zero.</summary>
public sealed class PluginsOptions
{
    public const string Section = "Limn:Plugins";

    /// <summary>A plugin is live while its last good heartbeat is younger than this. Default 150 s: two missed heartbeats and slack.</summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(150);

    /// <summary>How long a plugin stays live after its last connection closed: clients come back at once. Default 10 s.</summary>
    public TimeSpan ReconnectGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A socket that sent no heartbeat at all is closed after this. Default 60 s.</summary>
    public TimeSpan FirstHeartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>At most one write of a plugin's last heartbeat in this time. Default 60 s.</summary>
    public TimeSpan HeartbeatWriteInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the listener of a plugin with the REST connector is asked whether it lives. Default 60 s.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long such a probe may take. Default 10 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting to a plugin's listener may take. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After a failed connect to a plugin's listener, which may just be starting, one more try. Default 5 s later.</summary>
    public TimeSpan ConnectRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a run that was not sent yet waits for a plugin that went offline. Default 60 s.</summary>
    public TimeSpan OfflineWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between an acknowledgement without a response and the verdict. Default 2 s.</summary>
    public TimeSpan AckWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a refused request for a file address a silent run is taken to have crashed. Default 60 s.</summary>
    public TimeSpan RefusedCallWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after a run timed out its stored result is still taken. Default 24 h.</summary>
    public TimeSpan LateResult { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a run key outlives its run. Default 10 min.</summary>
    public TimeSpan RunKeyGrace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the secret before a rotation is still good. Default 24 h.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a run and its log are kept after its end. Default 90 days.</summary>
    public TimeSpan SessionRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often the calls with a run key, and those that last, are told to the run as signs of life. Default 10 s.</summary>
    public TimeSpan ActivityInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A run key's calls that one run may make in a second; further ones are delayed, never refused. Default 50.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; set; } = 50;

    /// <summary>Calls that a run may make at once before the delay begins. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int CallBurst { get; set; } = 500;

    public RunLimits Export { get; set; } = new()
    {
        Start = TimeSpan.FromSeconds(120), Inactivity = TimeSpan.FromMinutes(60), Total = TimeSpan.FromHours(24), MaxConcurrentRuns = 4,
    };

    /// <summary>A model that an annotator runs on the open task.</summary>
    public RunLimits Model { get; set; } = new()
    {
        Start = TimeSpan.FromSeconds(30), Total = TimeSpan.FromSeconds(120), Orphan = TimeSpan.FromSeconds(15), MaxConcurrentRuns = 16,
    };

    /// <summary>A model in a stage of the workflow; its runs are one task each.</summary>
    public RunLimits WorkflowModel { get; set; } = new()
    {
        Start = TimeSpan.FromSeconds(30), Total = TimeSpan.FromMinutes(10), MaxConcurrentRuns = 1,
    };

    /// <summary>Batch models, Markdown generators and Input plugins.</summary>
    public RunLimits Batch { get; set; } = new()
    {
        Start = TimeSpan.FromSeconds(120), Inactivity = TimeSpan.FromMinutes(60), Total = TimeSpan.FromHours(24), MaxConcurrentRuns = 2,
    };

    /// <summary>A page of a file explorer.</summary>
    public RunLimits Browse { get; set; } = new()
    {
        Start = TimeSpan.FromSeconds(15), Total = TimeSpan.FromSeconds(30), Orphan = TimeSpan.FromSeconds(15), MaxConcurrentRuns = 16,
    };

    internal RunLimits For(RunKind kind) => kind switch
    {
        RunKind.Export => Export,
        RunKind.Model => Model,
        RunKind.WorkflowModel => WorkflowModel,
        RunKind.Batch => Batch,
        RunKind.Browse => Browse,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>How long the runs of one kind may take, and how many of them a plugin gets at once.</summary>
public sealed class RunLimits
{
    /// <summary>From sending the run to the first sign of life: an acknowledgement, a log line, a call.</summary>
    public TimeSpan Start { get; set; }

    /// <summary>Between two signs of life; null = unlimited.</summary>
    public TimeSpan? Inactivity { get; set; }

    /// <summary>From sending the run to its end.</summary>
    public TimeSpan Total { get; set; }

    /// <summary>From the loss of the connection to the next sign of life. Default 5 min.</summary>
    public TimeSpan Orphan { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs of one plugin at the same time; further ones wait in the queue.</summary>
    public int MaxConcurrentRuns { get; set; }
}

/// <summary>Stops the program at start when a time is not longer than zero.</summary>
internal sealed class PluginsOptionsValidator : IValidateOptions<PluginsOptions>
{
    public ValidateOptionsResult Validate(string? name, PluginsOptions options)
    {
        var problems = Enum.GetValues<RunKind>().SelectMany(kind => Problems(options.For(kind), $"{PluginsOptions.Section}:{kind}"))
            .Concat(Problems(options, PluginsOptions.Section))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(object options, string section) =>
        from property in options.GetType().GetProperties()
        let value = property.GetValue(options)
        where value is TimeSpan time && time <= TimeSpan.Zero || value is int number && number < 1
        select $"{section}:{property.Name} must be greater than zero.";
}
