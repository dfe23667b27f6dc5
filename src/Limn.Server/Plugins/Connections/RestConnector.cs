using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Sessions;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Connections;

/// <summary>
/// Calls plugins that listen for HTTP in place of opening a socket. The hub proves itself by the plugin's secret, and the end of the call
/// plays the part of the acknowledgement. A run is sent once: only a connect that failed is tried again.
/// </summary>
internal sealed partial class RestConnector(
    Outgoing outgoing, IGrainFactory grains, ClusterMembers members, Draining draining, IOptions<PluginsOptions> options, TimeProvider clock,
    ILogger<RestConnector> log)
{
    public const string SecretHeader = "Secret";
    private const long MostBytes = 64 << 20;
    private readonly ConcurrentDictionary<PluginSessionId, CancellationTokenSource> underWay = [];

    public LocalConnection Open(LoadedPlugin plugin, string url)
    {
        var info = new PluginConnectionInfo(ConnectionIds.New(members.Self, "rest"), url, clock.GetUtcNow());
        var pump = new ReportPump(grains, new SessionSource(plugin.Id, info.Id), clock, log);
        _ = pump.RunAsync();
        return new RestConnection(this, plugin, info, pump);
    }

    /// <summary>Whether the listener answers and knows the secret.</summary>
    public async Task<bool> ProbeAsync(string url, string secret)
    {
        using var timeout = new CancellationTokenSource(options.Value.ProbeTimeout, clock);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{url}/heartbeat"));
            request.Headers.Add(SecretHeader, secret);
            using var response = await outgoing.SendOnceAsync(request, timeout.Token);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            LogProbeFailed(url, exception.Message);
            return false;
        }
    }

    /// <summary>Sends a run; the call goes on by itself. False when the process is about to stop.</summary>
    public bool TryStart(RestRun run)
    {
        if (draining.HasBegun)
        {
            return false;
        }

        _ = RunAsync(run);
        return true;
    }

    // Stays with the run until the plugin has answered.
    private async Task RunAsync(RestRun run)
    {
        using var stop = new CancellationTokenSource(run.AtMost, clock);
        underWay[run.Session] = stop;
        try
        {
            await run.Reports.PostAsync(await CallAsync(run, stop.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The container may go on and report by itself.
            LogCallLost(exception.Message, run.Session);
            await grains.GetGrain<IPluginSessionGrain>(run.Session.ToString()).ConnectionLostAsync(run.ConnectionId);
        }
        finally
        {
            underWay.TryRemove(run.Session, out _);
        }
    }

    public void Cancel(PluginSessionId session)
    {
        if (underWay.TryGetValue(session, out var stop))
        {
            stop.Cancel();
        }
    }

    private async Task<RunReport> CallAsync(RestRun run, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await ConnectTwiceAsync(run, cancellationToken);
        }
        catch (HttpRequestException exception) when (IsConnectFailure(exception))
        {
            return Failure(run.Session, "The plugin's listener could not be reached.");
        }

        using (response)
        {
            return await ReadAsync(run.Session, response, cancellationToken);
        }
    }

    // A listener that scaled to zero needs a moment to start.
    private async Task<HttpResponseMessage> ConnectTwiceAsync(RestRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await PostAsync(run, cancellationToken);
        }
        catch (HttpRequestException exception) when (IsConnectFailure(exception))
        {
            await Task.Delay(options.Value.ConnectRetryDelay, clock, cancellationToken);
            return await PostAsync(run, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(RestRun run, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{run.Url}/plugin"));
        request.Headers.Add(SecretHeader, run.Secret);
        request.Content = new ByteArrayContent(run.Payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await outgoing.SendOnceAsync(request, cancellationToken);
    }

    private static async Task<RunReport> ReadAsync(PluginSessionId session, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.Unauthorized:
                return Failure(session, "The plugin's listener does not know the secret of this plugin.");
            case >= HttpStatusCode.InternalServerError:
                // The author's function raised; its last error line says more.
                return Failure(session, null);
            default:
                return Failure(session, $"The plugin's listener answered with status {(int)response.StatusCode}.");
        }

        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        return Read(session, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    // Exports answer null: their result came before by a call of the API, or never will.
    private static RunReport Read(PluginSessionId session, byte[] body)
    {
        try
        {
            using var document = WholeTexts.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new RunReport.Answer(session, PluginAnswer.Read(document.RootElement))
                : new RunReport.Ack(session);
        }
        catch (JsonException)
        {
            return Failure(session, "The plugin's listener answered with something that is not JSON.");
        }
    }

    private static bool IsConnectFailure(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static RunReport.Answer Failure(PluginSessionId session, string? message) => new(session, new PluginAnswer(true, message, null));

    [LoggerMessage(EventId = EventIds.PluginProbeFailed, Level = LogLevel.Debug, Message = "The listener {Url} does not answer: {Reason}")]
    private partial void LogProbeFailed(string url, string reason);

    [LoggerMessage(EventId = EventIds.PluginDisconnected, Level = LogLevel.Information, Message = "The call was lost ({Reason}) that carried session {Session}")]
    private partial void LogCallLost(string reason, PluginSessionId session);
}

/// <summary>A run for a listener.</summary>
internal sealed record RestRun(
    PluginSessionId Session, string ConnectionId, string Url, string Secret, byte[] Payload, TimeSpan AtMost, ReportPump Reports);

/// <summary>The listener of one plugin.</summary>
internal sealed class RestConnection(RestConnector connector, LoadedPlugin plugin, PluginConnectionInfo info, ReportPump reports) : LocalConnection
{
    private string secret = plugin.Secrets[0];

    public override PluginConnectionInfo Info => info;

    public override async Task<bool> ProbeAsync()
    {
        // After a rotation the listener may know the one before for a while.
        foreach (var candidate in plugin.Secrets)
        {
            if (await connector.ProbeAsync(info.Address, candidate))
            {
                secret = candidate;
                return true;
            }
        }

        return false;
    }

    public override Task<bool> DispatchAsync(PluginDispatch run) =>
        Task.FromResult(connector.TryStart(new RestRun(run.Session, info.Id, info.Address, secret, run.Payload, plugin.RunTime, reports)));

    public override Task CancelAsync(PluginSessionId session)
    {
        connector.Cancel(session);
        return Task.CompletedTask;
    }
}
