using System.Net;
using Limn.Server.Database;
using Limn.Server.Notifications;
using Limn.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Notifications;

public sealed class NotificationsTests(LimnApplication limn)
{
    [Fact]
    public async Task Messages_come_newest_first_and_are_unread_until_they_are_read()
    {
        var user = await limn.AddOwnerAsync();
        var other = await limn.AddOwnerAsync();
        foreach (var title in new[] { "one", "two", "three" })
        {
            await NotifyAsync(user, title);
        }

        await NotifyAsync(other, "not yours");
        var page = (await user.Api.GetAsync("/v2/notifications?limit=2")).Data;
        Titles(page).ShouldBe(["three", "two"]);
        page.GetProperty("unread").GetInt32().ShouldBe(3);
        var last = page.GetProperty("notifications")[1].GetProperty("id").GetString();
        Titles((await user.Api.GetAsync($"/v2/notifications?before={last}")).Data).ShouldBe(["one"]);

        (await user.Api.PostAsync("/v2/notifications/read", new { ids = new[] { last } })).Data.GetProperty("unread").GetInt32().ShouldBe(2);
        (await other.Api.PostAsync("/v2/notifications/read", new { all = true })).Data.GetProperty("unread").GetInt32().ShouldBe(0);
        (await user.Api.PostAsync("/v2/notifications/read", new { all = true })).Data.GetProperty("unread").GetInt32().ShouldBe(0);
        (await user.Api.GetAsync("/v2/notifications")).Data.GetProperty("notifications")[0].GetProperty("readAt").GetString().ShouldNotBeNull();
        (await user.Api.PostAsync("/v2/notifications/read", new { })).FailsWith(HttpStatusCode.BadRequest);
    }

    private Task<bool> NotifyAsync(TestUser user, string title) => limn.InDatabaseAsync(async db =>
    {
        await using var write = await limn.Services.GetRequiredService<Writes>().BeginAsync(db, CancellationToken.None);
        write.Notify(new Notification
        {
            Id = Id.New<Notification>(TimeProvider.System), UserId = user.Id, OrganizationId = user.OrganizationId, Kind = "test", Title = title,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await write.CommitAsync(CancellationToken.None);
        return true;
    });

    private static IEnumerable<string> Titles(System.Text.Json.JsonElement page) =>
        page.GetProperty("notifications").EnumerateArray().Select(message => message.GetProperty("title").GetString()!);
}
