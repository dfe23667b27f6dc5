using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Plugins;
using Limn.Server.Plugins.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// Saves by the key of a plugin run. A plugin's process ends when this call fails, so what is not the plugin's fault (the task was moved,
/// deleted, given to somebody) is no failure: the reply is the task as it is, and the run's log has a warning.
/// </summary>
internal sealed partial class PluginSaves(
    AnswerSaves saves, LimnDb db, IGrainFactory grains, TimeProvider clock, ILogger<PluginSaves> log)
{
    public async Task<Reply<LoadedTask>> SaveAsync(AnswerSave save, CallerRun run, CancellationToken cancellationToken)
    {
        var name = await db.Plugins.Where(plugin => plugin.Id == run.PluginId).Select(plugin => plugin.Name).FirstOrDefaultAsync(cancellationToken);
        var plugin = new WorkerPlugin(name ?? run.PluginId.ToString(), run.SessionId);
        var saved = await saves.SaveAsync(save with { Worker = save.Worker with { Plugin = plugin } }, cancellationToken);
        if (saved.Refusal is not { } refusal || refusal.StatusCode == StatusCodes.Status400BadRequest)
        {
            return saved;
        }

        if (await saves.LoadAsync(save.TaskId, cancellationToken, includeDeleted: true) is not { } present)
        {
            return refusal;
        }

        LogSavePassedOver(run.SessionId, save.TaskId, refusal.Message);
        var warning = new PluginLogEntry(
            PluginLogLevel.Warning, $"The answer of task {save.TaskId} was not stored: {refusal.Message}", [], clock.GetUtcNow());
        await grains.GetGrain<IPluginSessionGrain>(run.SessionId.ToString()).LogAsync(new SessionSource(run.PluginId, null), [warning]);
        return present;
    }

    [LoggerMessage(EventId = EventIds.PluginSavePassedOver, Level = LogLevel.Warning, Message = "Run {Session} could not save task {Task}: {Reason}")]
    private partial void LogSavePassedOver(PluginSessionId session, TaskId task, string reason);
}
