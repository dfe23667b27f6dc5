namespace Limn.Server.Live;

/// <summary>Tells open browsers what happened, on whatever process they are connected to.</summary>
public sealed class LiveTopics(IGrainFactory grains)
{
    public static string User(UserId id) => $"user/{id}";

    public static string Job(JobId id) => $"job/{id}";

    public static string Plugin(PluginId id) => $"plugin/{id}";

    public static string PluginSession(PluginSessionId id) => $"session/{id}";

    /// <summary>Sends <paramref name="payload"/> to whoever listens to <paramref name="topic"/> now.</summary>
    public Task PublishAsync<TPayload>(string topic, string name, TPayload payload) =>
        grains.GetGrain<ITopicGrain>(topic).PublishAsync(new LiveEvent(name, RawJson.From(payload).Utf8.ToArray()));
}
