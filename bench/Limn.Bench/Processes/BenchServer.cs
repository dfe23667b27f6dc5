using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Limn.Bench.Processes;

/// <summary>The server as a process of its own, as users run it, on a folder of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly string key = Guid.NewGuid().ToString();
    private readonly string database;
    private Process? process;

    private BenchServer(string database)
    {
        this.database = database;
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(30) };
        Http.DefaultRequestHeaders.Add("apikey", key);
    }

    public Uri Address { get; }

    /// <summary>With the administrator's key.</summary>
    public HttpClient Http { get; }

    public string DataDirectory { get; } = Path.Combine(Path.GetTempPath(), $"limn-bench-{Guid.NewGuid():N}");

    public int ProcessId => process!.Id;

    /// <param name="database">A connection string; empty for SQLite in the folder.</param>
    public static async Task<BenchServer> StartAsync(string database)
    {
        var server = new BenchServer(database);
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Ends the process and starts another on the same data. Returns the seconds from its start to its first answer.</summary>
    public async Task<double> RestartAsync()
    {
        await StopAsync();
        return await StartProcessAsync();
    }

    /// <summary>Ends the process as a service manager does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", [$"{process!.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The <c>data</c> of a successful answer.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
        };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.GetProperty("data")
            : throw new InvalidOperationException($"{method} {path} answered {response.StatusCode}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private async Task<double> StartProcessAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Limn.Server"))
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in new[] { $"--urls={Address}", $"--Limn:DataDirectory={DataDirectory}", $"--Limn:Admin:ApiKey={key}", $"--Limn:Database={database}" })
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await IsReadyAsync())
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The server did not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
