using System.Diagnostics.CodeAnalysis;
using Limn.SocketIO.Namespaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Limn.SocketIO.Hosting;

/// <summary>Brings the server into an ASP.NET Core application.</summary>
public static class SocketIOHosting
{
    /// <summary>
    /// Adds the server. When the host stops, its sockets are closed before other services stop; a service that has to
    /// do something before that implements <c>IHostedLifecycleService.StoppingAsync</c> and is added later.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets times and limits. Default: those of <see cref="SocketIOOptions"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SocketBackplane, InProcessBackplane>();
        services.TryAddSingleton<SocketIOServer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOOptions>, SocketIOOptionsValidator>());
        services.AddHostedService<DrainService>();
        var options = services.AddOptions<SocketIOOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }

    /// <summary>Serves Socket.IO at a path, websockets included; <c>UseWebSockets</c> is not needed.</summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="path">The path, with or without a slash at its end. Clients expect <c>/socket.io</c>.</param>
    /// <param name="configure">Makes the namespaces.</param>
    /// <returns>The endpoint, for conventions such as CORS or authorization.</returns>
    public static IEndpointConventionBuilder MapSocketIO(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string path, Action<SocketIOServer> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        configure(server);
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(server.HandleAsync);
        return endpoints.Map(path, pipeline.Build())
            .WithDisplayName("Socket.IO")
            .WithMetadata(new DisableRequestTimeoutAttribute());
    }
}
