using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Limn.Server.Permissions;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Permissions;
using Limn.Server.Tests.Plugins;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Abuse;

/// <summary>
/// Throws malformed requests and packets at every route and every socket event for <c>LIMN_ABUSE_SECONDS</c>, or 12. Nothing of it may fail
/// the server. A failure names the seed (<c>LIMN_ABUSE_SEED</c> repeats it) and the smallest request that still fails.
/// </summary>
[Collection(nameof(AbuseCollection))]
public sealed class AbuseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Workers = 4;
    private const int RequestsPerWorld = 250;
    private const int MostFailures = 10;
    private const long MostGrowth = 64L << 20;

    // What breaks a build is what was changed since, and not the day's luck. Searches take a seed of their own.
    private const int UsualSeed = 765152149;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(NumberIn("LIMN_ABUSE_SECONDS") ?? 12);
    private readonly int seed = NumberIn("LIMN_ABUSE_SEED") ?? UsualSeed;
    private readonly CapturedErrors errors = new();
    private readonly ConcurrentDictionary<string, string> failures = [];
    private readonly ConcurrentDictionary<int, int> statuses = [];
    private LimnApplication limn = null!;
    private IReadOnlyList<SampleRoute> routes = [];
    private System.Text.Json.JsonElement document;
    private long sockets;

    public async ValueTask InitializeAsync()
    {
        limn = await LimnApplication.StartAsync(app => app.WithServices(services => services.AddLogging(logging => logging.AddProvider(errors))));
        routes = SampleRoute.All(limn);
        document = (await limn.Anonymous().GetAsync("/openapi/v2.json")).Json;
    }

    public async ValueTask DisposeAsync()
    {
        await limn.DisposeAsync();
        errors.Dispose();
    }

    [Fact]
    public async Task Nothing_that_is_thrown_at_the_server_fails_it()
    {
        output.WriteLine($"LIMN_ABUSE_SEED={seed}");
        await PlayAsync(Duration / 4);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await PlayAsync(Duration * 3 / 4);

        await Eventually.TrueAsync(() => limn.InDatabaseAsync(db => db.Jobs.AllAsync(job => job.EndedAt != null)), "every job has ended");
        output.WriteLine($"{statuses.Values.Sum()} requests, {sockets} sockets: {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} x {pair.Value}"))}");
        failures.Values.ShouldBeEmpty($"LIMN_ABUSE_SEED={seed}");
        errors.Entries.ShouldBeEmpty($"LIMN_ABUSE_SEED={seed}");
        (await limn.InDatabaseAsync(db => db.Outbox.Where(message => message.Attempts > 2).Select(message => message.Kind).ToListAsync())).ShouldBeEmpty();
        await ShouldServeAsync();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostGrowth);
    }

    private async Task PlayAsync(TimeSpan duration)
    {
        using var end = new CancellationTokenSource(duration);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => SendRequestsAsync(worker, end.Token)))
            .Append(Task.Run(() => PlaySocketsAsync(end.Token))));
    }

    private async Task SendRequestsAsync(int worker, CancellationToken end)
    {
        var values = new HostileValues(new Random(HashCode.Combine(seed, worker)));
        var generator = new RequestGenerator(routes, new SampleBodies(document, values), new HostileFiles(values), values);
        while (!end.IsCancellationRequested)
        {
            var target = await AbuseTarget.CreateAsync(limn, values);
            for (var count = 0; count < RequestsPerWorld && !end.IsCancellationRequested; count++)
            {
                var request = generator.Next(target);
                if (await ComplaintAsync(request) is { } complaint)
                {
                    await NoteAsync(request, complaint);
                }

                if (RequestGenerator.Spoils(request))
                {
                    break;
                }
            }
        }
    }

    private async Task<string?> ComplaintAsync(HostileRequest request)
    {
        var answer = await RawHttp.SendAsync(limn.Address, request, CancellationToken.None);
        statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, count) => count + 1);
        return answer is null ? request.IsBroken ? null : "no answer" : answer.Complaint(request);
    }

    /// <summary>Keeps one failure of each kind.</summary>
    private async Task NoteAsync(HostileRequest request, string complaint)
    {
        var kind = $"{request.Method} {string.Concat(request.Path.Where(letter => !char.IsAsciiDigit(letter)).Take(40))} {string.Concat(complaint.Take(12))}";
        if (failures.Count < MostFailures && failures.TryAdd(kind, complaint))
        {
            failures[kind] = await DescribeAsync(request, complaint);
        }
    }

    /// <summary>The smallest request that still fails, with what the server said of it.</summary>
    private async Task<string> DescribeAsync(HostileRequest request, string complaint)
    {
        var isSmaller = true;
        for (var tries = 0; isSmaller && tries < 300;)
        {
            isSmaller = false;
            foreach (var simpler in request.Simpler().Take(300))
            {
                tries++;
                if (await ComplaintAsync(simpler) is { } same)
                {
                    (request, complaint, isSmaller) = (simpler, same, true);
                    break;
                }
            }
        }

        var said = complaint.StartsWith("status 5", StringComparison.Ordinal) ? errors.Entries.LastOrDefault()?.Split('\n').Take(12) : [];
        return $"{complaint}\n{request}\n{string.Join('\n', said ?? [])}";
    }

    private async Task PlaySocketsAsync(CancellationToken end)
    {
        var values = new HostileValues(new Random(seed));
        var packets = new HostilePackets(values);
        var scene = await PluginScene.CreateAsync(limn);
        var cookies = await limn.SignInAsync(scene.Manager);
        await using var plugin = await scene.ConnectAsync();
        var session = await scene.RunAsync();
        string[] topics = [$"session/{session}", $"plugin/{scene.Id}", $"user/{scene.Manager.Id}", "user/", "/", "a/b/c"];
        while (!end.IsCancellationRequested)
        {
            await (values.Chance(0.5) ? packets.PlayPluginAsync(scene, session) : packets.PlayPageAsync(limn.Address, cookies, topics));
            Interlocked.Increment(ref sockets);
        }
    }

    /// <summary>The same process does its work as if nothing had been.</summary>
    private async Task ShouldServeAsync()
    {
        (await limn.Anonymous().GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await plugin.RespondAsync(new { response = "done", session = run.Session });
        await scene.WaitForAsync(run.Session, Limn.Server.Plugins.PluginSessionState.Succeeded);
    }

    private static int? NumberIn(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Memory is measured, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(AbuseCollection), DisableParallelization = true)]
public sealed class AbuseCollection;

/// <summary>A world, and the addresses of a file in it.</summary>
internal sealed record AbuseTarget(TestWorld World, string UploadPath, string UploadQuery)
{
    public static async Task<AbuseTarget> CreateAsync(LimnApplication limn, HostileValues values)
    {
        var world = await TestWorld.CreateAsync(limn);
        var address = new Uri((await world[Role.Owner].Api.GetAsync($"/v2/getUploadUrl?project={world.ProjectId}&name={values.Pick(HostileFiles.Names)}"))
            .Data.GetProperty("uploadUrl").GetString()!);
        return new AbuseTarget(world, address.AbsolutePath, address.Query.TrimStart('?'));
    }
}
