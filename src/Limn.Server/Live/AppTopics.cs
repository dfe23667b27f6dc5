using Limn.Server.Cluster;

namespace Limn.Server.Live;

/// <summary>
/// The topics that open pages of this process listen to. The process subscribes once for all its pages, and renews before the subscription
/// runs out.
/// </summary>
internal sealed partial class AppTopics(IGrainFactory grains, ILogger<AppTopics> log) : ITopicObserver, IProcessLossListener, IDisposable
{
    private readonly Dictionary<string, int> listeners = [];

    // One change at a time: an unsubscription must not overtake the subscription behind it.
    private readonly SemaphoreSlim changing = new(1, 1);
    private ITopicObserver? reference;

    /// <summary>Brings an event to the pages that listen to its topic.</summary>
    public Func<string, LiveEvent, ValueTask> Emit { get; set; } = (_, _) => default;

    private ITopicObserver Reference => reference ??= grains.CreateObjectReference<ITopicObserver>(this);

    public Task ReceiveAsync(string topic, LiveEvent liveEvent) => Emit(topic, liveEvent).AsTask();

    /// <summary>A page listens.</summary>
    public Task AddAsync(string topic) => ChangeAsync(async () =>
    {
        listeners[topic] = listeners.GetValueOrDefault(topic) + 1;
        if (listeners[topic] == 1)
        {
            await TryAsync(topic, grain => grain.SubscribeAsync(Reference));
        }
    });

    /// <summary>A page has stopped listening.</summary>
    public Task RemoveAsync(string topic) => ChangeAsync(async () =>
    {
        if (--listeners[topic] == 0)
        {
            listeners.Remove(topic);
            await TryAsync(topic, grain => grain.UnsubscribeAsync(Reference));
        }
    });

    /// <summary>Subscribes to everything again.</summary>
    public Task RenewAsync() => ChangeAsync(() =>
        Task.WhenAll(listeners.Keys.Select(topic => grains.GetGrain<ITopicGrain>(topic).SubscribeAsync(Reference))));

    public Task RenewAsync(string topic) => ChangeAsync(() =>
        listeners.ContainsKey(topic) ? TryAsync(topic, grain => grain.SubscribeAsync(Reference)) : Task.CompletedTask);

    public Task ProcessLostAsync(CancellationToken cancellationToken) => RenewAsync();

    public void Dispose() => changing.Dispose();

    // While a process is being lost, calls fail. Pages listen from the next renewal on, and what is left over expires.
    private async Task TryAsync(string topic, Func<ITopicGrain, Task> changeAsync)
    {
        try
        {
            await changeAsync(grains.GetGrain<ITopicGrain>(topic));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            LogSubscriptionFailed(exception, topic);
        }
    }

    private async Task ChangeAsync(Func<Task> changeAsync)
    {
        await changing.WaitAsync();
        try
        {
            await changeAsync();
        }
        finally
        {
            changing.Release();
        }
    }

    [LoggerMessage(EventId = Hosting.EventIds.LiveSubscriptionFailed, Level = LogLevel.Warning, Message = "The subscription to topic {Topic} could not be changed; trying again")]
    private partial void LogSubscriptionFailed(Exception exception, string topic);
}
