using System.Net;
using System.Net.Sockets;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Hosting;

public sealed class ReadmeTests
{
    private const string Indent = "        ";

    [Fact]
    public async Task Program_in_the_README_is_the_one_that_is_compiled_here()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Limn.SocketIO", "README.md"));
        var source = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Limn.SocketIO.Tests", "Hosting", "ReadmeSample.cs"));

        var shown = readme.Split("```csharp\n")[1].Split("```")[0];
        var compiled = source.Split(Indent + "// README\n")[1].ReplaceLineEndings("\n");

        shown.ShouldBe(string.Concat(compiled.Split('\n').SkipLast(1).Select(line => line[Math.Min(Indent.Length, line.Length)..] + "\n")));
    }

    [Fact]
    public async Task Program_in_the_README_works()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var running = ReadmeSample.RunAsync(["--urls", url.OriginalString, "--Logging:LogLevel:Default=Warning"]);
        await Wait.UntilAsync(() => IsListening(url), "the sample does not listen");

        await using var client = await WireClient.ConnectAsync(url, "EIO=4&transport=websocket");
        await client.ReceiveAsync();
        await client.SendAsync("40/chat,");
        (await client.ReceiveAsync()).ShouldBe("""44/chat,{"message":"Who are you?"}""");
        await client.SendAsync("""40/chat,{"name":"Ada"}""");
        (await client.ReceiveAsync()).ShouldStartWith("40/chat,{");
        (await client.ReceiveAsync()).ShouldBe("""42/chat,["welcome",{"room":"lobby"}]""");
        await client.SendAsync("""42/chat,1["say","Hello"]""");
        (await client.ReceiveAsync()).ShouldBe("""42/chat,["said","Ada","Hello"]""");
        (await client.ReceiveAsync()).ShouldBe("""43/chat,1["delivered"]""");

        running.IsCompleted.ShouldBeFalse();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsListening(Uri url)
    {
        try
        {
            using var probe = new TcpClient(url.Host, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
