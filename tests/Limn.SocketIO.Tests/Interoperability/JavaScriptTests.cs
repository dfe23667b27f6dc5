using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Interoperability;

/// <summary>The real socket.io-client of npm against the real server.</summary>
public sealed class JavaScriptTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    [InlineData("upgrade")]
    [InlineData("namespaces")]
    [InlineData("reasons")]
    [InlineData("reconnect")]
    public async Task Real_client_does_what_it_does_with_the_reference_server(string scenario)
    {
        await using var server = await TestServer.StartAsync(Map);

        var result = await Script.NodeAsync(server.Url.OriginalString.TrimEnd('/'), "interop/client.mjs", scenario);

        Assert.True(result is { ExitCode: 0 } && result.Output.Trim() == "done", result.Output);
        await server.WaitUntilEmptyAsync();
        server.Log.Errors.ShouldBeEmpty();
    }

    private static void Map(SocketIOServer server)
    {
        // The client makes one value of an ack's first argument, so what has several goes into a list.
        server.AddNamespace("/")
            .On("echo", e => e.AckAsync(AsList(e.Arguments)))
            .On("ask-me", AskAsync)
            .On("count", CountAsync)
            .On("put-me-out", e =>
            {
                e.Socket.Disconnect();
                return default;
            })
            .On("close-me", e =>
            {
                e.Socket.Disconnect(closeConnection: true);
                return default;
            });
        server.AddNamespace("/custom").OnConnect((socket, request) =>
            socket.EmitAsync("auth", SocketArguments.Of(request.GetAuth<Dictionary<string, string>>())));
        server.AddNamespace("/refused").Authorize(_ =>
            ValueTask.FromResult<ConnectRefusal?>(new ConnectRefusal("Not today", new { Code = 7 })));
    }

    private static SocketArguments AsList(SocketArguments arguments)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        output.GetSpan(1)[0] = (byte)'[';
        output.Advance(1);
        arguments.WriteTo(output);
        output.GetSpan(1)[0] = (byte)']';
        output.Advance(1);
        return SocketArguments.FromJson(output.WrittenMemory, arguments.Attachments);
    }

    // The handler waits for an ack of the very client whose event it handles.
    private static async ValueTask AskAsync(SocketEvent e)
    {
        var answer = await e.Socket.EmitWithAckAsync(
            "question", SocketArguments.Of(e.Arguments.Get<int>(0), new Attachment(new byte[] { 7, 8, 9 })));
        await e.AckAsync(SocketArguments.Of((object)new object[] { answer.Get<int>(0), answer.Get<Attachment>(1) }));
    }

    private static async ValueTask CountAsync(SocketEvent e)
    {
        for (var i = 0; i < e.Arguments.Get<int>(0); i++)
            await e.Socket.EmitAsync("number", SocketArguments.Of(i));
    }
}
