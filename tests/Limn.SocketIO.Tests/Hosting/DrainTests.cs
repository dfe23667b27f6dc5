using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public async Task Drain_refuses_handshakes_and_ends_when_the_last_handler_has()
    {
        var work = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").On("slow", async _ =>
        {
            started.SetResult();
            await work.Task;
        }));
        await using var client = await server.JoinAsync();
        var polling = await server.OpenPollingAsync();
        await client.SendAsync("42[\"slow\"]");
        await started.Task.WaitAsync(Wait.Limit);

        var drained = server.Server.DrainAsync(Wait.Token());
        (await polling.PollAsync()).ShouldBe("1");
        await client.WaitForCloseAsync();

        client.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        (await server.Http.GetAsync("/socket.io/?EIO=4&transport=polling")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await server.WaitUntilEmptyAsync();
        drained.IsCompleted.ShouldBeFalse();
        work.SetResult();
        await drained;
    }

    [Fact]
    public async Task Host_closes_sockets_after_later_services_prepared_and_before_anything_stops()
    {
        var order = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/plugin").OnDisconnect((_, reason) =>
            {
                order.Enqueue(reason.ToString());
                return default;
            }),
            null,
            services => services.AddSingleton<IHostedService>(new Dispatcher(order)));
        await using var client = await server.JoinAsync("/plugin");

        var stopped = server.StopAsync();
        await client.WaitForCloseAsync();
        await stopped.WaitAsync(Wait.Limit);

        order.ShouldBe(["dispatching ends", nameof(DisconnectReason.ServerShutdown), "service stops"]);
    }

    [Fact]
    public async Task Host_stops_though_a_client_does_not_take_leave()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.CloseTimeout = TimeSpan.FromMilliseconds(50));
        using var client = await RawClient.OpenAsync(server.Url);
        await server.OpenPollingAsync();

        await server.StopAsync().WaitAsync(Wait.Limit);

        server.Server.SessionCount.ShouldBe(0);
    }

    private sealed class Dispatcher(ConcurrentQueue<string> order) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Tell("dispatching ends");

        public Task StopAsync(CancellationToken cancellationToken) => Tell("service stops");

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private Task Tell(string what)
        {
            order.Enqueue(what);
            return Task.CompletedTask;
        }
    }
}
