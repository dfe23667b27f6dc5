using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Notifications;

/// <summary>The bell: one's own messages. Extensions of the API.</summary>
internal static class NotificationsApi
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IOutboxHandler, NotificationPush>();
        builder.Services.AddSingleton<IOutboxHandler, MailSender>();
        builder.Services.AddSingleton(new TopicRule("user", request => Task.FromResult(request.Id == request.Caller.UserId.ToString())));
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications");
        group.MapGet("", List).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("One's own messages, newest first; before = the last id of the page before");
        group.MapPost("/read", MarkRead).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("Mark messages as read: {\"ids\":[...]} or {\"all\":true}");
    }

    private static async Task<Reply<NotificationsReply>> List(
        Caller caller, LimnDb db, NotificationId? before, int? limit, CancellationToken cancellationToken)
    {
        var rows = db.Notifications.AsNoTracking().Where(row => row.UserId == caller.UserId);
        if (before is { } last)
        {
            rows = rows.Where(row => row.Id < last);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(Math.Clamp(limit ?? 30, 1, 200)).ToListAsync(cancellationToken);
        return new NotificationsReply(page.ConvertAll(NotificationReply.From), await CountUnreadAsync(caller, db, cancellationToken));
    }

    private static async Task<Reply<UnreadReply>> MarkRead(
        ReadNotificationsRequest request, Caller caller, LimnDb db, Writes writes, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request is { Ids: null, All: not true })
        {
            return Refusal.BadRequest("Give ids, or all: true.");
        }

        var now = clock.GetUtcNow();
        var unread = db.Notifications.Where(row => row.UserId == caller.UserId && row.ReadAt == null);
        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            var read = request.All == true ? unread : unread.Where(row => request.Ids!.Contains(row.Id));
            await read.ExecuteUpdateAsync(update => update.SetProperty(row => row.ReadAt, now), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return new UnreadReply(await CountUnreadAsync(caller, db, cancellationToken));
    }

    private static Task<int> CountUnreadAsync(Caller caller, LimnDb db, CancellationToken cancellationToken) =>
        db.Notifications.CountAsync(row => row.UserId == caller.UserId && row.ReadAt == null, cancellationToken);
}
