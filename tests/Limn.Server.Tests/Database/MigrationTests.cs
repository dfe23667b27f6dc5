using Limn.Server.Database;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Database;

public sealed class MigrationTests(LimnApplication limn)
{
    /// <summary>The server does not ask that at its start; it would take a tenth of it.</summary>
    [Fact]
    public async Task Migrations_lead_to_the_model()
    {
        await using var db = await limn.Services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        db.Database.HasPendingModelChanges().ShouldBeFalse("run eng/migrations after a change of the model");
    }
}
