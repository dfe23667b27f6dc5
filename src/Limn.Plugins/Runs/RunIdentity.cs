using System.Text.Json.Nodes;

namespace Limn.Plugins.Runs;

/// <summary>What every log line of a run says about where it comes from.</summary>
internal sealed record RunIdentity(string PluginId, string Session, string Organization, string RunBy)
{
    internal void WriteTo(JsonObject line)
    {
        line["organization"] = Organization;
        line["pluginId"] = PluginId;
        line["runBy"] = RunBy;
        line["session"] = Session;
    }
}
