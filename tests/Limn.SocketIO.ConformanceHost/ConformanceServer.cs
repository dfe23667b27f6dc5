using System.Diagnostics.Metrics;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;
using Limn.SocketIO.Transports;
using Microsoft.Extensions.Options;

namespace Limn.SocketIO.ConformanceHost;

/// <summary>
/// The two servers that the public suites of engine.io-protocol v4 and socket.io-protocol v5 are written against:
/// <c>/engine.io/</c> echoes messages, <c>/socket.io/</c> has the namespaces <c>/</c> and <c>/custom</c>.
/// </summary>
public static class ConformanceServer
{
    // The suites attach their listeners one after the other and lose an event that comes in the same segment as the answer
    // to CONNECT; the reference implementation fails without this delay too.
    private static readonly TimeSpan AuthDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Builds the host; <c>--urls</c> tells where it listens.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSocketIO(Configure);
        builder.Services.AddSingleton(EchoEngine);
        var app = builder.Build();
        var echo = new EngineEndpoint(app.Services.GetRequiredService<EngineServer>());
        app.UseWebSockets();
        app.Map("/engine.io", echo.HandleAsync);
        app.MapSocketIO("/socket.io", Configure);
        return app;
    }

    private static void Configure(SocketIOOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(300);
        options.PingTimeout = TimeSpan.FromMilliseconds(200);
        options.MaxPayload = 1_000_000;
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
    }

    private static void Configure(SocketIOServer server)
    {
        server.AddNamespace("/")
            .OnConnect(EmitAuthAsync)
            .On("message", e => e.Socket.EmitAsync("message-back", e.Arguments))
            .On("message-with-ack", e => e.AckAsync(e.Arguments));
        server.AddNamespace("/custom").OnConnect(EmitAuthAsync);
    }

    private static async ValueTask EmitAuthAsync(Socket socket, ConnectRequest request)
    {
        await Task.Delay(AuthDelay);
        await socket.EmitAsync("auth", SocketArguments.FromJson((byte[])[(byte)'[', .. request.Auth.Span, (byte)']']));
    }

    private static EngineServer EchoEngine(IServiceProvider services) => new(
        new EngineServices(
            services.GetRequiredService<IOptions<SocketIOOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<EngineServer>>(),
            new SocketIOMetrics(services.GetRequiredService<IMeterFactory>())),
        session => new EchoHandler(session));
}
