using Limn.Server.Demo;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>What every feature stands on: options, limits, JSON, errors, keys, health.</summary>
internal static class HostingModule
{
    /// <summary>Settings, limits, clock and key ring: what commands need as well as the server.</summary>
    public static void AddSettings(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LimnOptions>().BindConfiguration(LimnOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimnOptions>, LimnOptionsValidator>();
        services.AddOptions<Limits>().BindConfiguration(Limits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Limits>, LimitsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<Limits>>().Value);
        services.AddSingleton(TimeProvider.System);
        services.PostConfigure<LimnOptions>(options =>
        {
            options.DataDirectory = Path.GetFullPath(options.DataDirectory);
            options.PublicUrl = options.PublicUrl?.TrimEnd('/');
        });
        services.AddKeyRing(builder.Configuration.GetSection(LimnOptions.Section).Get<LimnOptions>() ?? new LimnOptions());
    }

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddSettings();
        var services = builder.Services;
        services.AddOptions<JsonOptions>().Configure<Limits>((options, limits) =>
            Json.Configure(options.SerializerOptions).MaxDepth = limits.JsonDepth);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Errors>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [DatabaseHealth.ReadyTag]);
        services.AddScoped<FirstStart>();
        services.AddScoped<DemoProject>();
        services.AddSingleton<Outgoing>();

        Directory.CreateDirectory((builder.Configuration.GetSection(LimnOptions.Section).Get<LimnOptions>() ?? new LimnOptions()).DataDirectory);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;

            // A socket that systemd holds stays open over a restart; without one nothing happens.
            kestrel.UseSystemd();
            kestrel.Limits.MaxRequestBodySize = (context.Configuration.GetSection(Limits.Section).Get<Limits>() ?? new Limits()).JsonBodyBytes;
        });
    }

    /// <summary>Scripts write <c>/v2//project</c>; a route template cannot hold an empty segment.</summary>
    public static void UseTolerantPaths(this WebApplication app) => app.Use((http, next) =>
    {
        var path = http.Request.Path.Value ?? "";
        if (path.Contains("//", StringComparison.Ordinal))
        {
            http.Request.Path = string.Join('/', path.Split('/').Where((part, index) => index == 0 || part.Length > 0));
        }

        return next(http);
    });

    /// <summary>The origin under which the caller reaches the server.</summary>
    public static string PublicOrigin(this HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<LimnOptions>>().Value.PublicUrl
        ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
