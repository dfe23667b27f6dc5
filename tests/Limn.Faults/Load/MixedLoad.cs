using System.Collections.Concurrent;
using System.Net;
using Limn.Server.Tests.Hosting;

namespace Limn.Faults.Load;

/// <summary>
/// People, scripts and a plugin at work on one project: imports, uploads, annotations, queues with submissions, exports, plugin runs. What
/// the server acknowledges goes into the ledger; what it does not, was not promised.
/// </summary>
internal sealed class MixedLoad : IAsyncDisposable
{
    private const int Workers = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> failures = [];
    private readonly LoadProject project;
    private readonly LoadPlugin plugin;
    private Task work = Task.CompletedTask;
    private bool isStopped;

    private MixedLoad(LoadProject project, LoadPlugin plugin) => (this.project, this.plugin) = (project, plugin);

    public Ledger Ledger => project.Ledger;

    /// <summary>Answers of status 500, which no fault excuses.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>Sets the project up and begins.</summary>
    public static async Task<MixedLoad> StartAsync(params IReadOnlyList<ServerProcess> servers)
    {
        var project = await LoadProject.CreateAsync(servers);
        var plugin = await LoadPlugin.CreateAsync(servers);
        var load = new MixedLoad(project, plugin);
        load.work = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => load.WorkAsync(new Random(worker)))));
        return load;
    }

    /// <summary>Waits until that much more has been acknowledged: the server is at work.</summary>
    public async Task MoreAsync(int count)
    {
        var before = Ledger.Count;
        await Eventually.TrueAsync(() => Task.FromResult(Ledger.Count >= before + count), () => $"{count} more writes are acknowledged; the last failure: {failures.LastOrDefault()}");
    }

    /// <summary>Lets the work under way end, and begins no more.</summary>
    public async Task StopAsync()
    {
        if (!isStopped)
        {
            isStopped = true;
            await stop.CancelAsync();
            await work;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await plugin.DisposeAsync();
        project.Dispose();
        stop.Dispose();
    }

    private async Task WorkAsync(Random random)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Note(await project.DoAsync(random, plugin));
                await Task.Delay(Dose.Breath);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                // The server is not there. Clients come back.
                await Task.Delay(Pause);
            }
        }
    }

    private void Note(ApiAnswer answer)
    {
        if (answer.Status == HttpStatusCode.InternalServerError)
        {
            failures.Enqueue(answer.Text);
        }
    }
}
