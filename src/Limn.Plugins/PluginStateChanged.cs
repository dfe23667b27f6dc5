namespace Limn.Plugins;

/// <summary>A plugin went from one state to another.</summary>
/// <param name="Previous">What it was.</param>
/// <param name="Current">What it is now.</param>
public sealed record PluginStateChanged(PluginState Previous, PluginState Current);
