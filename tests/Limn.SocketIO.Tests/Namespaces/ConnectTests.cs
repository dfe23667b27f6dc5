using System.Security.Claims;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class ConnectTests
{
    [Fact]
    public async Task Client_is_answered_before_the_handler_has_done_its_work()
    {
        var work = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin").OnConnect(async (_, _) => await work.Task));

        await using var client = await server.JoinAsync("/plugin");

        work.Task.IsCompleted.ShouldBeFalse();
        server.Server.GetNamespace("/plugin").Sockets.Count.ShouldBe(1);
        work.SetResult();
    }

    [Fact]
    public async Task Handler_sees_what_the_handshake_told()
    {
        var seen = new TaskCompletionSource<(SocketHandshake Handshake, string? Token)>();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").OnConnect((_, request) =>
        {
            seen.SetResult((request.Handshake, request.GetAuth<Dictionary<string, string>>()?["token"]));
            return default;
        }));

        await using var client = await WireClient.ConnectAsync(server.Url, "extra=a%20b&EIO=4&transport=websocket", server.Url.OriginalString);
        await client.ReceiveAsync();
        await client.SendAsync("40{\"token\":\"secret\"}");

        var (handshake, token) = await seen.Task.WaitAsync(Wait.Limit);
        token.ShouldBe("secret");
        handshake.Query["extra"].ToString().ShouldBe("a b");
        handshake.GetHeader("origin").ToString().ShouldBe(server.Url.OriginalString);
        handshake.GetHeader("x-none").Count.ShouldBe(0);
        handshake.RemoteAddress!.ToString().ShouldBe("127.0.0.1");
        handshake.Host.Value.ShouldBe(server.Url.Authority);
        handshake.Scheme.ShouldBe("http");
        handshake.User.Identity!.IsAuthenticated.ShouldBeFalse();
    }

    [Fact]
    public async Task Handler_sees_the_authenticated_user()
    {
        var seen = new TaskCompletionSource<string?>();
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/").OnConnect((socket, _) =>
            {
                seen.SetResult(socket.Handshake.User.Identity?.Name);
                return default;
            }),
            null,
            services => services.AddSingleton<IStartupFilter>(new Authenticate()));

        await using var client = await server.JoinAsync();

        (await seen.Task.WaitAsync(Wait.Limit)).ShouldBe("ada");
    }

    [Fact]
    public async Task Refusal_tells_its_message_and_data()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app")
            .Authorize(_ => ValueTask.FromResult<ConnectRefusal?>(new ConnectRefusal("Sign in first", new { Code = 401 }))));
        await using var client = await server.OpenAsync();

        await client.SendAsync("40/app,");

        (await client.ReceiveAsync()).ShouldBe("""44/app,{"message":"Sign in first","data":{"code":401}}""");
        server.Server.GetNamespace("/app").Sockets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Client_that_was_refused_may_try_again()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app").Authorize(async request =>
        {
            await Task.Yield();
            return request.GetAuth<Dictionary<string, int>>()?.GetValueOrDefault("pin") == 7 ? null : new ConnectRefusal("Wrong pin");
        }));
        await using var client = await server.OpenAsync();

        await client.SendAsync("40/app,{\"pin\":1}");
        (await client.ReceiveAsync()).ShouldBe("""44/app,{"message":"Wrong pin"}""");
        await client.SendAsync("40/app,{\"pin\":7}");

        (await client.ReceiveAsync()).ShouldStartWith("40/app,{\"sid\":");
    }

    [Fact]
    public async Task Failing_decision_refuses_without_telling_why()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app")
            .Authorize(_ => throw new InvalidOperationException("the table users is gone")));
        await using var client = await server.OpenAsync();

        await client.SendAsync("40/app,");

        (await client.ReceiveAsync()).ShouldBe("""44/app,{"message":"Internal error"}""");
        server.Log.Errors.Single().Exception!.Message.ShouldBe("the table users is gone");
    }

    [Fact]
    public async Task Decision_that_comes_after_the_end_lets_nobody_in()
    {
        var decision = new TaskCompletionSource<ConnectRefusal?>();
        var connected = false;
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app")
            .Authorize(_ => new ValueTask<ConnectRefusal?>(decision.Task))
            .OnConnect((_, _) =>
            {
                connected = true;
                return default;
            }));
        await using (var client = await server.OpenAsync())
        {
            await client.SendAsync("40/app,");
            client.Abort();
        }
        await server.WaitUntilEmptyAsync();

        decision.SetResult(null);
        await server.Server.DrainAsync(Wait.Token());

        connected.ShouldBeFalse();
        server.Server.GetNamespace("/app").Sockets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Joining_twice_is_a_mistake()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var client = await server.JoinAsync();

        await client.SendAsync("40");

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task First_packet_must_join()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var client = await server.OpenAsync();

        await client.SendAsync("42[\"echo\"]");

        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task Events_wait_until_the_handler_of_the_connection_has_ended()
    {
        var work = new TaskCompletionSource();
        var order = new List<string>();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/")
            .OnConnect(async (_, _) =>
            {
                await work.Task;
                order.Add("connect");
            })
            .On("event", e =>
            {
                order.Add("event");
                return default;
            }));
        await using var client = await server.JoinAsync();

        await client.SendAsync("421[\"event\"]");
        work.SetResult();

        (await client.ReceiveAsync()).ShouldBe("431[]");
        order.ShouldBe(["connect", "event"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plugin")]
    [InlineData("/a,b")]
    public async Task Namespace_needs_a_name_that_the_wire_can_carry(string name)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));

        Should.Throw<ArgumentException>(() => server.Server.AddNamespace(name));
        Should.Throw<ArgumentException>(() => server.Server.AddNamespace("/"));
        Should.Throw<KeyNotFoundException>(() => server.Server.GetNamespace("/none"));
    }

    private sealed class Authenticate : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "test"));
                await rest(context);
            });
            next(app);
        };
    }
}
