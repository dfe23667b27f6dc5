using Limn.Server.Hosting;
using Limn.Server.Plugins.Catalogue;

namespace Limn.Server.Plugins.Runs;

/// <summary>
/// The config of a run: always a text that holds a JSON object. Clients parse it outside of their error handling, so anything else would
/// make a run fail in silence.
/// </summary>
internal static class RunConfig
{
    private const int MostCharacters = 1 << 20;

    /// <summary>Takes the text, or else the object, or else <paramref name="fallback"/>.</summary>
    public static Reply<string> Read(string? text, RawJson value, string fallback)
    {
        var config = text ?? (value.IsEmpty ? fallback : value.ToString());
        if (string.IsNullOrWhiteSpace(config))
        {
            return "{}";
        }

        return config.Length <= MostCharacters && PluginRules.IsJsonObject(config)
            ? config
            : Refusal.BadRequest(
                "The config must be a JSON object, such as {\"separator\": \"-\"}.",
                [new Problem(text is null ? "config" : "configJSON", "It must hold a JSON object of at most one million characters.")]);
    }
}
