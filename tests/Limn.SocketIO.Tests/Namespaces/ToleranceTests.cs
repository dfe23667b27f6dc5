using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class ToleranceTests
{
    [Fact]
    public async Task Odd_floats_of_a_tolerated_client_become_null()
    {
        await using var server = await TestServer.StartAsync(s =>
            s.AddNamespace("/plugin").TolerateLooseClients().On("log", e => e.AckAsync(e.Arguments)));
        await using var client = await server.JoinAsync("/plugin");

        await client.SendAsync("42/plugin,1[\"log\",{\"loss\":NaN,\"bounds\":[-Infinity,Infinity]}]");

        (await client.ReceiveAsync()).ShouldBe("43/plugin,1[{\"loss\":null,\"bounds\":[null,null]}]");
    }

    [Fact]
    public async Task Packet_of_a_tolerated_client_whose_blob_is_overtaken_is_dropped_and_logged()
    {
        await using var server = await TestServer.StartAsync(s =>
            s.AddNamespace("/plugin").TolerateLooseClients().On("log", e => e.AckAsync(e.Arguments)));
        await using var client = await server.JoinAsync("/plugin");

        await client.SendAsync("451-/plugin,1[\"log\",{\"_placeholder\":true,\"num\":0}]");
        await client.SendAsync("42/plugin,2[\"log\",\"overtaking\"]");
        await client.SendAsync([1, 2, 3]);
        await client.SendAsync("42/plugin,3[\"log\",\"next\"]");

        (await client.ReceiveAsync()).ShouldBe("43/plugin,2[\"overtaking\"]");
        (await client.ReceiveAsync()).ShouldBe("43/plugin,3[\"next\"]");
        server.Log.Entries.ShouldContain(entry => entry.Event.Id == Limn.SocketIO.Hosting.LogEvents.PacketDropped);
    }

    [Theory]
    [InlineData("42[\"log\",NaN]", null)]
    [InlineData("451-[\"log\",{\"_placeholder\":true,\"num\":0}]", "42[\"log\"]")]
    public async Task Other_clients_are_held_to_the_protocol(string first, string? second)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var client = await server.JoinAsync();

        await client.SendAsync(first);
        if (second is not null)
            await client.SendAsync(second);

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }
}
