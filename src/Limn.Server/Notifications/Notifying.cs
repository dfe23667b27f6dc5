using Limn.Server.Live;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Notifications;

/// <summary>How features tell a user something: a row in their own transaction, and a push to his open windows after it.</summary>
public static class Notifying
{
    internal const string PushKind = "notification.push";

    /// <summary>Adds a message to a change.</summary>
    public static void Notify(this Write write, Notification notification)
    {
        write.Db.Notifications.Add(notification);
        write.Then(PushKind, notification.UserId.ToString(), notification.Id);
    }
}

/// <summary>Pushes what was committed. A window that gets a message twice knows it by its id.</summary>
internal sealed class NotificationPush(IDbContextFactory<LimnDb> databases, LiveTopics live) : IOutboxHandler
{
    public string Kind => Notifying.PushKind;

    public async Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var user = UserId.Parse(key, null);
        var ids = messages.Select(message => message.Payload.To<NotificationId>()).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Notifications.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            await live.PublishAsync(LiveTopics.User(user), "notification", NotificationReply.From(row));
        }
    }
}
