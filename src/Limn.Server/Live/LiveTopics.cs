namespace Limn.Server.Live;

/// <summary>Tells open browsers what happened, on whatever process they are connected to.</summary>
public sealed partial class LiveTopics(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<LiveTopics> log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public static string User(UserId id) => $"user/{id}";

    public static string Job(JobId id) => $"job/{id}";

    public static string Plugin(PluginId id) => $"plugin/{id}";

    public static string PluginSession(PluginSessionId id) => $"session/{id}";

    /// <summary>
    /// Sends <paramref name="payload"/> to whoever listens to <paramref name="topic"/> now. Waited for, one event comes after the other. Never
    /// fails: pages read again what they missed.
    /// </summary>
    public async Task PublishAsync<TPayload>(string topic, string name, TPayload payload)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            // The demo project is being made, and nobody listens yet.
            return;
        }

        try
        {
            var liveEvent = new LiveEvent(name, RawJson.From(payload).Utf8.ToArray());
            await grains.GetGrain<ITopicGrain>(topic).PublishAsync(liveEvent).WaitAsync(LongestWait, clock);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            LogUntold(exception.Message, name, topic);
        }
    }

    [LoggerMessage(EventId = Hosting.EventIds.LiveEventLost, Level = LogLevel.Warning, Message = "The event {Name} did not reach topic {Topic}: {Reason}")]
    private partial void LogUntold(string reason, string name, string topic);
}
