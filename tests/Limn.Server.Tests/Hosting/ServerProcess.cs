using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Limn.Server.Auth;

namespace Limn.Server.Tests.Hosting;

/// <summary>The server as a process of its own, which can be killed and frozen. It keeps its address and its data.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(20);
    private readonly ServerSettings settings;
    private readonly ConcurrentQueue<string> output = [];
    private readonly HttpClient http;
    private Process? process;

    private ServerProcess(ServerSettings settings)
    {
        this.settings = settings;
        Address = new Uri($"http://{settings.Host}:{FreePort()}");
        http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("apikey", settings.ApiKey);
        Api = new ApiClient(http);
    }

    public Uri Address { get; }

    public int ProcessId => process!.Id;

    public ServerSettings Settings => settings;

    public bool HasExited => process!.HasExited;

    /// <summary>The administrator.</summary>
    public ApiClient Api { get; }

    /// <summary>What the present process and those before it have written.</summary>
    public IReadOnlyCollection<string> Output => output;

    public static Task<ServerProcess> StartAsync() => StartAsync(new ServerSettings());

    public static async Task<ServerProcess> StartAsync(ServerSettings settings)
    {
        var server = new ServerProcess(settings);
        try
        {
            await server.StartProcessAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process that is expected to end by itself, and returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(ServerSettings settings)
    {
        await using var server = new ServerProcess(settings);
        server.Begin();
        return (await server.ExitAsync(), string.Join('\n', server.Output));
    }

    /// <summary>Kills the process where it stands and starts another.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartProcessAsync();
    }

    /// <summary>Kills the process where it stands.</summary>
    public Task<int> KillAsync()
    {
        process!.Kill();
        return ExitAsync();
    }

    /// <summary>Asks the process to end, as service managers do.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>Stops the time of the process.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets the process go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Waits for the end of the process and returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process!.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Starts a process in place of one that has ended.</summary>
    public async Task StartProcessAsync()
    {
        Begin();
        var begun = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"The server did not serve within {Patience.TotalSeconds} s:\n{string.Join('\n', Output)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process!.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
        http.Dispose();
        if (settings.OwnsDataDirectory && Directory.Exists(settings.DataDirectory))
        {
            Directory.Delete(settings.DataDirectory, recursive: true);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts a process and does not wait until it serves.</summary>
    public void Begin()
    {
        process?.Dispose();
        string[] command = [.. settings.Within, Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Limn.Server.exe" : "Limn.Server")];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        string[] arguments =
        [
            .. command[1..], $"--urls={Address}", $"--Limn:DataDirectory={settings.DataDirectory}", $"--Limn:Admin:ApiKey={settings.ApiKey}", "--environment=Testing",
            .. settings.Further.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether the server says that it can serve.</summary>
    public async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{string.Join('\n', Output)}");
        }

        using var patience = new CancellationTokenSource(ReadyPatience);
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>How a process is started; each of a cluster gets the same.</summary>
public sealed record ServerSettings
{
    /// <summary>Default: a new folder of the process's own.</summary>
    public string DataDirectory { get; init; } = Path.Combine(Path.GetTempPath(), $"limn-process-{Guid.NewGuid():N}");

    /// <summary>Whether the folder goes with the process.</summary>
    public bool OwnsDataDirectory { get; init; } = true;

    /// <summary>The administrator's key.</summary>
    public string ApiKey { get; init; } = Credentials.NewApiKey();

    public IReadOnlyDictionary<string, string> Further { get; init; } = new Dictionary<string, string>();

    /// <summary>The address that it serves at.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>A program, with its arguments, that turns into the server: it sets the stage for it.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Environment variables beside those that are there.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
