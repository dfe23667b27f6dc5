using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Limn.Plugins.Transports;

/// <summary>A bare web server that takes nothing from the program's configuration but its port, and answers <c>GET /healthz</c>.</summary>
internal static class PluginListener
{
    private const long LongestRequest = 64L << 20;

    internal static WebApplication Build(PluginBase plugin, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(plugin.Loggers);
        builder.Services.AddRoutingCore();
        // Signals are the business of whoever started the plugin.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, port));
        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/healthz", context => AnswerHealth(plugin).ExecuteAsync(context));
        return app;
    }

    /// <summary>A listener for health alone; null when none is wanted.</summary>
    internal static async Task<WebApplication?> StartHealthAsync(PluginBase plugin, CancellationToken cancellationToken)
    {
        if (plugin.Options.HealthPort is not { } port)
            return null;
        var app = Build(plugin, port);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LongestRequest;
        kestrel.ListenAnyIP(port);
    }

    private static IResult AnswerHealth(PluginBase plugin) => Results.Text(
        new JsonObject { ["state"] = plugin.State.ToString() }.ToJsonString(),
        "application/json",
        statusCode: plugin.State == PluginState.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
