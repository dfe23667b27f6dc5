using Limn.Server.Cluster;
using Limn.Server.Demo;
using Limn.Server.Files;
using Limn.Server.Permissions;
using Limn.Server.Plugins.BuiltIn;
using Limn.Server.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>What happens before the server listens, and what it says when it does.</summary>
internal static partial class Startup
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).NeedsNothing("a probe has no account");
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseHealth.ReadyTag) })
            .NeedsNothing("a probe has no account");
        app.MapPrometheusScrapingEndpoint().NeedsNothing("figures without names; keep it inside by the proxy where they matter");
    }

    /// <summary>
    /// Makes the data directory, the schema and, in an empty database, the administrator. Of several processes that start at once, one after
    /// the other does this.
    /// </summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var options = app.Services.GetRequiredService<IOptions<LimnOptions>>().Value;
        await using var turn = await app.Services.TakeStartTurnAsync(CancellationToken.None);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        await app.Services.MakeMembershipTablesAsync(CancellationToken.None);
        await app.Services.GetRequiredService<StoreCheck>().RunAsync(CancellationToken.None);
        await app.Services.GetRequiredService<FileLinks>().LoadAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var firstStart = scope.ServiceProvider.GetRequiredService<FirstStart>();
        var organization = await firstStart.RunAsync(CancellationToken.None);
        if (organization is not null && (options.Demo ?? app.Environment.IsDevelopment()))
        {
            await scope.ServiceProvider.GetRequiredService<DemoProject>().CreateAsync(organization, CancellationToken.None);
        }

        await app.Services.GetRequiredService<BuiltInCatalogue>().InstallAsync(CancellationToken.None);
        var link = await firstStart.PasswordLinkAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, link));
    }

    private static void Announce(WebApplication app, (string Email, string Path)? link)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = app.Services.GetRequiredService<IOptions<LimnOptions>>().Value.PublicUrl ?? addresses.FirstOrDefault() ?? "";
        LogServing(app.Logger, address);
        if (link is { } open)
        {
            LogPasswordLink(app.Logger, open.Email, address + open.Path);
        }
    }

    [LoggerMessage(EventId = EventIds.Serving, Level = LogLevel.Information, Message = "Limn serves at {Address}")]
    private static partial void LogServing(ILogger logger, string address);

    [LoggerMessage(EventId = EventIds.PasswordLink, Level = LogLevel.Warning,
        Message = "The administrator {Email} has no password yet. Set one within 24 hours at {Link}")]
    private static partial void LogPasswordLink(ILogger logger, string email, string link);
}
