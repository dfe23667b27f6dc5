using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Microsoft.AspNetCore.Builder;

namespace Limn.SocketIO.Tests.Hosting;

/// <summary>The program of the library's README, which <see cref="ReadmeTests"/> compares with it and runs.</summary>
internal static class ReadmeSample
{
    public static async Task RunAsync(string[] args)
    {
        // README
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSocketIO(options => options.PingTimeout = TimeSpan.FromSeconds(20));
        await using var app = builder.Build();
        app.MapSocketIO("/socket.io", server => server.AddNamespace("/chat")
            .AllowOrigins("https://chat.example")
            .Authorize(request => ValueTask.FromResult(request.GetAuth<Login>()?.Name is null ? new ConnectRefusal("Who are you?") : null))
            .OnConnect((socket, request) =>
            {
                socket.State = request.GetAuth<Login>();
                socket.Join("lobby");
                return socket.EmitAsync("welcome", SocketArguments.Of(new { Room = "lobby" }));
            })
            .On("say", async e =>
            {
                var name = ((Login)e.Socket.State!).Name;
                await e.Socket.Namespace.To("lobby").EmitAsync("said", SocketArguments.Of(name, e.Arguments.Get<string>(0)));
                await e.AckAsync(SocketArguments.Of("delivered"));
            }));
        await app.RunAsync();
        // README
    }

    private sealed record Login(string? Name);
}
