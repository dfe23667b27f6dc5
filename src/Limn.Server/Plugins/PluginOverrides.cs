using System.Text.Json.Serialization;

namespace Limn.Server.Plugins;

/// <summary>What a plugin's owner sets in place of the limits of its type; null = the type's.</summary>
internal sealed record PluginOverrides(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StartSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? InactivitySeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TotalSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxConcurrentRuns = null)
{
    public static readonly PluginOverrides None = new();

    public static PluginOverrides Of(RawJson stored) => stored.To<PluginOverrides>() ?? None;

    public RunLimits ApplyTo(RunLimits limits) => new()
    {
        Start = Seconds(StartSeconds) ?? limits.Start,
        Inactivity = Seconds(InactivitySeconds) ?? limits.Inactivity,
        Total = Seconds(TotalSeconds) ?? limits.Total,
        Orphan = limits.Orphan,
        MaxConcurrentRuns = MaxConcurrentRuns ?? limits.MaxConcurrentRuns,
    };

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
