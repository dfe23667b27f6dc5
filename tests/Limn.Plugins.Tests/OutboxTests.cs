using System.Text;
using System.Text.Json.Nodes;
using Limn.Plugins.Transports.WebSocket;

namespace Limn.Plugins.Tests;

public sealed class OutboxTests : IDisposable
{
    private readonly PluginConnection connection = new(TimeProvider.System, _ => { });

    [Fact]
    public async Task Messages_leave_in_their_order()
    {
        var outbox = new Outbox(10);
        outbox.AddLog(Line(1));
        outbox.AddResponse(Line(2));
        outbox.AddAck(connection, 7);
        outbox.AddLog(Line(3));

        (await TakeAllAsync(outbox)).ShouldBe(["""Log {"n":1}""", """Response {"n":2}""", "Ack ", """Log {"n":3}"""]);
    }

    [Fact]
    public async Task Oldest_lines_are_given_up_and_responses_never()
    {
        var outbox = new Outbox(maxLogLines: 3);
        outbox.AddResponse(Line(0));
        for (var i = 1; i <= 10; i++)
            outbox.AddLog(Line(i));

        outbox.Reopen().ShouldBe(7);
        outbox.Reopen().ShouldBe(0);
        (await TakeAllAsync(outbox)).ShouldBe(["""Response {"n":0}""", """Log {"n":8}""", """Log {"n":9}""", """Log {"n":10}"""]);
    }

    [Fact]
    public async Task Message_that_did_not_leave_is_taken_again()
    {
        var outbox = new Outbox(10);
        outbox.AddLog(Line(1));

        var first = await outbox.NextAsync(connection, CancellationToken.None);
        var again = await outbox.NextAsync(connection, CancellationToken.None);

        again.ShouldBe(first);
    }

    [Fact]
    public async Task Acknowledgement_of_an_old_connection_is_dropped()
    {
        using var old = new PluginConnection(TimeProvider.System, _ => { });
        var outbox = new Outbox(10);
        outbox.AddAck(old, 1);
        outbox.AddLog(Line(1));

        (await TakeAllAsync(outbox)).ShouldBe(["""Log {"n":1}"""]);
    }

    [Fact]
    public async Task Unconfirmed_responses_go_first_on_the_next_connection()
    {
        var outbox = new Outbox(10);
        for (var i = 1; i <= 3; i++)
        {
            outbox.AddResponse(Line(i));
            outbox.Sent(await outbox.NextAsync(connection, CancellationToken.None), pongs: i);
        }

        outbox.AddLog(Line(4));
        outbox.Confirm(pongs: 2);
        outbox.Reopen();

        (await TakeAllAsync(outbox)).ShouldBe(["""Response {"n":2}""", """Response {"n":3}""", """Log {"n":4}"""]);
    }

    [Fact]
    public async Task Nothing_leaves_while_held()
    {
        var outbox = new Outbox(10);
        outbox.Hold();
        outbox.AddLog(Line(1));
        var next = outbox.NextAsync(connection, CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();

        outbox.Release();

        (await next.WaitAsync(Wait.Limit)).Kind.ShouldBe(OutboxKind.Log);
    }

    [Fact]
    public async Task Response_that_the_hub_passed_over_is_taken_back()
    {
        var outbox = new Outbox(10);
        outbox.AddResponse(Line(1));
        outbox.Sent(await outbox.NextAsync(connection, CancellationToken.None), pongs: 0);

        outbox.Hold();
        outbox.Release();

        (await TakeAllAsync(outbox)).ShouldBe(["""Response {"n":1}"""]);
    }

    public void Dispose() => connection.Dispose();

    private static JsonObject Line(int number) => new() { ["n"] = number };

    private async Task<List<string>> TakeAllAsync(Outbox outbox)
    {
        var taken = new List<string>();
        while (outbox.NextAsync(connection, CancellationToken.None) is { IsCompletedSuccessfully: true } next)
        {
            var message = await next;
            taken.Add($"{message.Kind} {Encoding.UTF8.GetString(message.Json.Span)}");
            outbox.Sent(message, 0);
        }

        return taken;
    }
}
