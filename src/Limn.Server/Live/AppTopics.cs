namespace Limn.Server.Live;

/// <summary>
/// The topics that open pages of this process listen to. The process subscribes once for all its pages, and renews before the subscription
/// runs out.
/// </summary>
internal sealed class AppTopics(IGrainFactory grains) : ITopicObserver, IDisposable
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
            await grains.GetGrain<ITopicGrain>(topic).SubscribeAsync(Reference);
        }
    });

    /// <summary>A page has stopped listening.</summary>
    public Task RemoveAsync(string topic) => ChangeAsync(async () =>
    {
        if (--listeners[topic] == 0)
        {
            listeners.Remove(topic);
            await grains.GetGrain<ITopicGrain>(topic).UnsubscribeAsync(Reference);
        }
    });

    public Task RenewAsync() => ChangeAsync(() =>
        Task.WhenAll(listeners.Keys.Select(topic => grains.GetGrain<ITopicGrain>(topic).SubscribeAsync(Reference))));

    public void Dispose() => changing.Dispose();

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
}
