using System.Collections.Concurrent;
using System.Text.Json;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Interoperability;

/// <summary>Debian's python3-socketio, the client that plugins are written with.</summary>
public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    private readonly ConcurrentQueue<string> received = [];

    [Fact]
    public async Task Python_plugin_is_run_and_answers_with_odd_floats_and_bytes()
    {
        await SkipWithoutSocketIOAsync();
        await using var server = await TestServer.StartAsync(Map);
        var script = Path.Combine(Repository.NodeFolder, "interop", "plugin.py");

        var result = await Script.RunAsync(
            Python, [script], new() { ["LIMN_SOCKETIO_URL"] = server.Url.OriginalString.TrimEnd('/') });

        Assert.True(result is { ExitCode: 0 } && result.Output.Trim() == "done", result.Output);
        received.ShouldBe(
        [
            """heartbeat {"id":"p1","secret":"s1"}""",
            """log {"level":"INFO","msg":"\u00fcn\u00efcode","loss":null,"bounds":[null,null]}""",
            """log {"level":"INFO","blob":{"_placeholder":true,"num":0}} 000102""",
            """response {"response":"{\"separator\":\"-\"}","session":"66b7"}""",
            "ack []",
        ]);
        await server.WaitUntilEmptyAsync();
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Python_client_that_is_refused_ends()
    {
        await SkipWithoutSocketIOAsync();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin")
            .Authorize(_ => ValueTask.FromResult<ConnectRefusal?>(new ConnectRefusal("Not today"))));
        var script = Path.Combine(Repository.NodeFolder, "interop", "plugin.py");

        var result = await Script.RunAsync(
            Python, [script], new() { ["LIMN_SOCKETIO_URL"] = server.Url.OriginalString.TrimEnd('/') });

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("ConnectionError");
        await server.WaitUntilEmptyAsync();
    }

    private static async Task SkipWithoutSocketIOAsync()
    {
        var found = File.Exists(Python)
            && (await Script.RunAsync(Python, ["-c", "import socketio, websocket"], [])).ExitCode == 0;
        Assert.SkipUnless(found, "python3-socketio and python3-websocket are not installed: apt-get install python3-socketio python3-websocket");
    }

    private void Map(SocketIOServer server) => server.AddNamespace("/plugin")
        .AllowAnyOrigin()
        .TolerateLooseClients()
        .On("heartbeat", e =>
        {
            var run = SocketArguments.Of(new { Session = "66b7", ConfigJSON = """{"separator":"-"}""" });
            _ = NoteAckAsync(e.Socket, e.Socket.EmitWithAckAsync("plugin", run));
            return Note(e);
        })
        .On("log", Note)
        .On("response", Note);

    // The ack tells that the plugin's handler has ended.
    private async Task NoteAckAsync(Socket socket, Task<SocketArguments> ack)
    {
        var arguments = await ack;
        received.Enqueue($"ack {JsonSerializer.Serialize(Enumerable.Range(0, arguments.Count))}");
        await socket.EmitAsync("end");
    }

    private ValueTask Note(SocketEvent e)
    {
        var blobs = string.Concat(e.Arguments.Attachments.Select(blob => " " + Convert.ToHexString(blob.Span)));
        received.Enqueue($"{e.Name} {System.Text.Encoding.UTF8.GetString(e.Arguments.GetJson(0).Span)}{blobs}");
        return default;
    }
}
