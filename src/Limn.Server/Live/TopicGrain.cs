using Orleans.Concurrency;
using Orleans.Utilities;

namespace Limn.Server.Live;

/// <summary>
/// A topic that open browsers listen to: a user, a project, a plugin, a run, a job. It knows which processes have a listener. Nothing is
/// kept: what must not be missed is a row that the page reads when it opens.
/// </summary>
public interface ITopicGrain : IGrainWithStringKey
{
    /// <summary>Subscribes a process, or renews its subscription, which ends by itself after two minutes.</summary>
    Task SubscribeAsync(ITopicObserver observer);

    Task UnsubscribeAsync(ITopicObserver observer);

    /// <summary>Tells every subscribed process.</summary>
    Task PublishAsync(LiveEvent liveEvent);
}

/// <summary>A process that has listeners. One that hangs does not keep the others waiting.</summary>
public interface ITopicObserver : IGrainObserver
{
    [OneWay]
    Task ReceiveAsync(string topic, LiveEvent liveEvent);

    /// <summary>The topic moves to another process and forgets its subscriptions: subscribe again.</summary>
    [OneWay]
    Task RenewAsync(string topic);
}

/// <summary>What happened, as the browser gets it.</summary>
/// <param name="Name">Name of the socket event.</param>
/// <param name="Payload">UTF-8 JSON.</param>
[GenerateSerializer]
public sealed record LiveEvent([property: Id(0)] string Name, [property: Id(1)] byte[] Payload);

internal sealed class TopicGrain(ILogger<TopicGrain> log) : Grain, ITopicGrain
{
    /// <summary>How long a subscription lasts without renewal.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly ObserverManager<ITopicObserver> observers = new(Lifetime, log);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(LeaveIfAloneAsync, new GrainTimerCreationOptions(Lifetime, Lifetime) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        var topic = this.GetPrimaryKeyString();
        return observers.Notify(observer => observer.RenewAsync(topic));
    }

    public Task SubscribeAsync(ITopicObserver observer)
    {
        observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }

    public Task UnsubscribeAsync(ITopicObserver observer)
    {
        observers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public Task PublishAsync(LiveEvent liveEvent)
    {
        var topic = this.GetPrimaryKeyString();
        return observers.Notify(observer => observer.ReceiveAsync(topic, liveEvent));
    }

    private Task LeaveIfAloneAsync(CancellationToken cancellationToken)
    {
        observers.ClearExpired();
        if (observers.Count == 0)
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }
}
