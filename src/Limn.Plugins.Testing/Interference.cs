using System.Collections.Concurrent;

namespace Limn.Plugins.Testing;

/// <summary>What the test wants to happen at which phase.</summary>
internal sealed class Interference
{
    private readonly ConcurrentDictionary<HubPhase, Func<FakeRun, Task<HubReply?>>> acts = new();

    internal void Set(HubPhase phase, Func<FakeRun, Task<HubReply?>> act) => acts[phase] = act;

    internal Task<HubReply?> AtAsync(HubPhase phase, FakeRun run) =>
        acts.TryGetValue(phase, out var act) ? act(run) : Task.FromResult<HubReply?>(null);
}
