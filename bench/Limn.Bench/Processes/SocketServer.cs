using System.Diagnostics;
using Limn.Bench.Results;
using Limn.SocketIO.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Limn.Bench.Processes;

/// <summary>A process that acknowledges each event "echo" with what came: Limn's Socket.IO server, or the npm package.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    /// <summary>First argument of this program when it is to be the server.</summary>
    public const string Command = "serve-socketio";

    private readonly Process process;

    private SocketServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int ProcessId => process.Id;

    public static Task<SocketServer> StartLimnAsync() => StartAsync(port =>
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Limn.Bench.dll"), Command, $"{port}"]));

    public static Task<SocketServer> StartNpmAsync() => StartAsync(port =>
        new ProcessStartInfo("node", [Path.Combine(Repository.Root, "bench", "socketio", "server.mjs"), $"{port}"]));

    /// <summary>Is the server, until it is killed.</summary>
    public static async Task ServeAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSocketIO(options => options.MaxSessionsPerAddress = options.MaxSessions);
        var app = builder.Build();
        app.UseWebSockets();
        app.MapSocketIO("/socket.io", server => server.AddNamespace("/").On("echo", received => received.AckAsync(received.Arguments)));
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<SocketServer> StartAsync(Func<int, ProcessStartInfo> describe)
    {
        var port = FreePort.Find();
        var start = describe(port);
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() == "ready"
            ? new SocketServer(process, port)
            : throw new InvalidOperationException($"{start.FileName} did not start.");
    }
}
