namespace Limn.Server.Notifications;

/// <param name="Unread">Number of unread messages, on all pages.</param>
internal sealed record NotificationsReply(IReadOnlyList<NotificationReply> Notifications, int Unread);

internal sealed record NotificationReply(
    NotificationId Id, string Kind, string Title, string Message, string? Link, string? DownloadUrl, ProjectId? ProjectId, DateTimeOffset CreatedAt,
    DateTimeOffset? ReadAt)
{
    public static NotificationReply From(Notification row) =>
        new(row.Id, row.Kind, row.Title, row.Message, row.Link, row.DownloadUrl, row.ProjectId, row.CreatedAt, row.ReadAt);
}

/// <param name="Ids">The messages that were read.</param>
/// <param name="All">Or all of them.</param>
internal sealed record ReadNotificationsRequest(IReadOnlyList<NotificationId>? Ids, bool? All);

internal sealed record UnreadReply(int Unread);
