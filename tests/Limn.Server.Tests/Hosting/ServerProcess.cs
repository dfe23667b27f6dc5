using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Limn.Server.Auth;

namespace Limn.Server.Tests.Hosting;

/// <summary>The server as a process of its own, which can be killed. It keeps its address and its data.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string dataDirectory = Path.Combine(Path.GetTempPath(), $"limn-process-{Guid.NewGuid():N}");
    private readonly string key = Credentials.NewApiKey();
    private readonly HttpClient http;
    private Process? process;

    private ServerProcess()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("apikey", key);
        Api = new ApiClient(http);
    }

    public Uri Address { get; }

    public int ProcessId => process!.Id;

    /// <summary>The administrator.</summary>
    public ApiClient Api { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var server = new ServerProcess();
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Kills the process where it stands and starts another.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartProcessAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        http.Dispose();
        Directory.Delete(dataDirectory, recursive: true);
    }

    private async Task StartProcessAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Limn.Server.exe" : "Limn.Server"))
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in new[] { $"--urls={Address}", $"--Limn:DataDirectory={dataDirectory}", $"--Limn:Admin:ApiKey={key}", "--environment=Testing" })
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
