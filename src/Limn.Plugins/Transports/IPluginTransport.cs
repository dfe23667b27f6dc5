namespace Limn.Plugins.Transports;

/// <summary>Brings runs to a plugin and carries their messages back.</summary>
internal interface IPluginTransport
{
    /// <summary>
    /// Serves its plugin until asked to stop; then runs that are under way still end, within the drain time, before it returns.
    /// Failures of the connection are waited out; only what can never work is thrown.
    /// </summary>
    Task ServeAsync(CancellationToken stopping);
}
