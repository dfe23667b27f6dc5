using Limn.Server.Database;
using Limn.Server.Plugins;
using Limn.Server.Plugins.Sessions;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

public sealed class SessionRetentionTests(LimnApplication limn)
{
    [Fact]
    public async Task Runs_and_their_logs_are_kept_for_90_days_after_their_end()
    {
        var world = await TestWorld.CreateAsync(limn);
        var now = TimeProvider.System.GetUtcNow();
        var (old, young, open) = (await AddAsync(world, now.AddDays(-91)), await AddAsync(world, now.AddDays(-89)), await AddAsync(world, null));

        await limn.Services.GetRequiredService<SessionRetention>().CleanAsync(CancellationToken.None);

        (await limn.InDatabaseAsync(db => db.PluginSessions.Where(row => row.ProjectId == world.ProjectId).Select(row => row.Id).ToListAsync()))
            .ShouldBe([world.SessionId, young, open], ignoreOrder: true);
        (await limn.InDatabaseAsync(db => db.PluginLogs.AnyAsync(line => line.SessionId == old))).ShouldBeFalse();
        (await limn.InDatabaseAsync(db => db.PluginLogs.AnyAsync(line => line.SessionId == young))).ShouldBeTrue();
    }

    private async Task<PluginSessionId> AddAsync(TestWorld world, DateTimeOffset? endedAt)
    {
        var id = Id.New<PluginSession>(TimeProvider.System);
        await limn.InDatabaseAsync(async db =>
        {
            var like = await db.PluginSessions.AsNoTracking().SingleAsync(row => row.Id == world.SessionId);
            db.PluginSessions.Add(new PluginSession
            {
                Id = id, OrganizationId = like.OrganizationId, ProjectId = like.ProjectId, PluginId = like.PluginId, PluginType = like.PluginType,
                RunById = like.RunById, Origin = like.Origin, Input = like.Input, CreatedAt = DateTimeOffset.UnixEpoch, EndedAt = endedAt,
                State = endedAt is null ? PluginSessionState.Orphaned : PluginSessionState.Succeeded,
            });
            db.PluginLogs.Add(new PluginLogLine
            {
                SessionId = id, Sequence = 1, ReceivedAt = DateTimeOffset.UnixEpoch, Level = PluginLogLevel.Info, Message = "x",
            });
            return await db.SaveChangesAsync();
        });
        return id;
    }
}
