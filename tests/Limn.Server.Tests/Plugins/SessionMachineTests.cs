using Limn.Server.Plugins;
using Limn.Server.Plugins.Sessions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Limn.Server.Plugins.PluginSessionState;

namespace Limn.Server.Tests.Plugins;

/// <summary>What happens to a run, and each of its clocks.</summary>
public sealed class SessionMachineTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Run_goes_from_the_queue_to_its_result()
    {
        var run = New(RunKind.Export);

        run.Let(new SessionEvent.Dispatched("c1"));
        run.Status.State.ShouldBe(Dispatched);
        run.Let(new SessionEvent.Active("c1"));
        run.Status.State.ShouldBe(Running);
        run.Let(new SessionEvent.Succeeded(FileKey: "file"));

        run.Status.ShouldSatisfyAllConditions(
            end => end.State.ShouldBe(Succeeded),
            end => end.ResultFileKey.ShouldBe("file"),
            end => end.EndedAt.ShouldBe(clock.GetUtcNow()),
            end => end.Message.ShouldBeNull(),
            end => end.EndedByClock.ShouldBeFalse());
    }

    [Fact]
    public void Waiting_run_fails_60_seconds_after_the_plugin_went_offline()
    {
        var run = New(RunKind.Export);
        run.Let(new SessionEvent.PluginOffline());
        run.Wait(TimeSpan.FromSeconds(59));
        run.Let(new SessionEvent.PluginOnline());
        run.Wait(TimeSpan.FromHours(30));
        run.Status.State.ShouldBe(Queued, "a run waits for its turn as long as the plugin is there");

        run.Let(new SessionEvent.PluginOffline());
        run.EndsAfter(TimeSpan.FromSeconds(60), Failed).ShouldBe("The plugin went offline before the run began.");
    }

    [Theory]
    [InlineData("Export", 120)]
    [InlineData("Model", 30)]
    [InlineData("WorkflowModel", 30)]
    [InlineData("Batch", 120)]
    [InlineData("Browse", 15)]
    public void Run_times_out_without_a_first_sign_of_life(string kind, int seconds)
    {
        var run = New(Enum.Parse<RunKind>(kind)).Sent();

        run.EndsAfter(TimeSpan.FromSeconds(seconds), TimedOut).ShouldBe("The plugin did not begin the run.");
    }

    [Theory]
    [InlineData("Export")]
    [InlineData("Batch")]
    public void Silent_run_times_out_60_minutes_after_its_last_sign_of_life(string kind)
    {
        var run = New(Enum.Parse<RunKind>(kind)).Sent();
        run.Let(new SessionEvent.Active("c1"));
        run.Wait(TimeSpan.FromMinutes(59));
        run.Let(new SessionEvent.Active());

        run.EndsAfter(TimeSpan.FromMinutes(60), TimedOut).ShouldBe("The plugin has not been heard of for too long.");
    }

    [Theory]
    [InlineData("Export", 24 * 3600)]
    [InlineData("Model", 120)]
    [InlineData("WorkflowModel", 600)]
    [InlineData("Batch", 24 * 3600)]
    [InlineData("Browse", 30)]
    public void Run_times_out_when_it_takes_too_long_in_all(string kind, int seconds)
    {
        var run = New(Enum.Parse<RunKind>(kind)).Sent();
        var total = TimeSpan.FromSeconds(seconds);
        for (var passed = TimeSpan.Zero; passed + (total / 100) < total; passed += total / 100)
        {
            run.Let(new SessionEvent.Active("c1"));
            run.Wait(total / 100);
        }

        run.EndsAfter(total / 100, TimedOut).ShouldBe("The run took longer than it may.");
    }

    [Theory]
    [InlineData("Export", 300)]
    [InlineData("Model", 15)]
    [InlineData("Batch", 300)]
    public void Orphan_fails_when_nothing_is_heard_of_it(string kind, int seconds)
    {
        var run = New(Enum.Parse<RunKind>(kind)).Sent();
        run.Let(new SessionEvent.Active("c1"));
        run.Let(new SessionEvent.ConnectionLost("c1"));
        run.Status.State.ShouldBe(Orphaned);

        run.EndsAfter(TimeSpan.FromSeconds(seconds), Failed).ShouldBe("The plugin disconnected.");
    }

    [Fact]
    public void Any_sign_of_life_brings_an_orphan_back()
    {
        SessionEvent[] signs = [new SessionEvent.Active(), new SessionEvent.Active("c2"), new SessionEvent.Acked("c2")];
        foreach (var sign in signs)
        {
            var run = New(RunKind.Export).Sent();
            run.Let(new SessionEvent.ConnectionLost(null));
            run.Let(sign);
            run.Status.State.ShouldBe(Running);
            run.Status.OrphanedAt.ShouldBeNull();
        }

        var answered = New(RunKind.Export).Sent();
        answered.Let(new SessionEvent.ConnectionLost("c1"));
        answered.Let(new SessionEvent.Succeeded(FileKey: "file"));
        answered.Status.State.ShouldBe(Succeeded);
    }

    [Fact]
    public void Loss_of_a_connection_concerns_only_its_runs()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Active("c2"));

        run.Ignores(new SessionEvent.ConnectionLost("c1"));
        run.Let(new SessionEvent.ConnectionLost(null));
        run.Status.State.ShouldBe(Orphaned, "with no connection left every run is an orphan");
    }

    [Theory]
    [InlineData("Export", Failed, "The plugin ended the run without a result.")]
    [InlineData("Model", Failed, "The plugin ended the run without a result.")]
    [InlineData("Browse", Failed, "The plugin ended the run without a result.")]
    [InlineData("Batch", Succeeded, null)]
    public void Acknowledgement_without_a_response_is_judged_two_seconds_later(string kind, PluginSessionState state, string? message)
    {
        var run = New(Enum.Parse<RunKind>(kind)).Sent();
        run.Let(new SessionEvent.Acked("c1"));
        run.Status.State.ShouldBe(Running);

        run.EndsAfter(TimeSpan.FromSeconds(2), state).ShouldBe(message);
    }

    [Fact]
    public void Response_just_behind_the_acknowledgement_counts()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Acked("c1"));
        run.Wait(TimeSpan.FromSeconds(1.9));
        run.Let(new SessionEvent.Succeeded(FileKey: "file"));

        run.Status.State.ShouldBe(Succeeded);
    }

    [Fact]
    public void Acknowledgement_of_a_workflow_model_means_that_the_task_is_in_its_queue()
    {
        var run = New(RunKind.WorkflowModel).Sent();
        run.Let(new SessionEvent.Acked("c1"));
        run.Wait(TimeSpan.FromMinutes(9));

        run.Status.State.ShouldBe(Running);
    }

    [Fact]
    public void Last_error_line_tells_why_an_acknowledged_export_failed()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Active("c1", "Error calling sdk.export: 500"));
        run.Let(new SessionEvent.Active("c1"));
        run.Let(new SessionEvent.Acked("c1"));

        run.EndsAfter(TimeSpan.FromSeconds(2), Failed).ShouldBe("Error calling sdk.export: 500");
    }

    [Theory]
    [InlineData("out of memory", "a line", "out of memory")]
    [InlineData(null, "a line", "a line")]
    [InlineData(null, null, "The plugin reported an error.")]
    public void Error_response_fails_the_run_with_the_best_reason_there_is(string? message, string? lastError, string expected)
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Active("c1", lastError));
        run.Let(new SessionEvent.Failed(message));

        run.Status.State.ShouldBe(Failed);
        run.Status.Message.ShouldBe(expected);
    }

    [Fact]
    public void Refused_file_address_fails_a_silent_run_after_60_seconds()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Active());
        run.Let(new SessionEvent.CallRefused());
        run.Wait(TimeSpan.FromSeconds(59));
        run.Let(new SessionEvent.Active());
        run.Wait(TimeSpan.FromMinutes(5));
        run.Status.State.ShouldBe(Running, "a plugin that goes on has survived the refusal");

        run.Let(new SessionEvent.CallRefused());
        run.EndsAfter(TimeSpan.FromSeconds(60), Failed).ShouldBe("The plugin got no address for its file.");
    }

    [Fact]
    public void Run_that_could_not_be_sent_waits_again()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.NotSent());

        run.Status.State.ShouldBe(Queued);
        run.Status.DispatchedAt.ShouldBeNull();
        run.Wait(TimeSpan.FromDays(2));
        run.Status.State.ShouldBe(Queued);
    }

    [Fact]
    public void First_response_wins()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.Succeeded(FileKey: "first"));

        run.Ignores(new SessionEvent.Succeeded(FileKey: "second"));
        run.Ignores(new SessionEvent.Failed("late"));
        run.Ignores(new SessionEvent.Active("c1"));
        run.Ignores(new SessionEvent.Acked("c1"));
        run.Ignores(new SessionEvent.ConnectionLost(null));
        run.Ignores(new SessionEvent.CancelRequested());
        run.Ignores(new SessionEvent.CallRefused());
    }

    [Fact]
    public void Late_export_still_succeeds_for_24_hours()
    {
        var run = New(RunKind.Export).Sent();
        run.EndsAfter(TimeSpan.FromSeconds(120), TimedOut);
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        run.Let(new SessionEvent.Succeeded(FileKey: "file"));

        run.Status.State.ShouldBe(Succeeded);
        run.Status.Message!.ShouldContain("late");
        run.Ignores(new SessionEvent.Succeeded(FileKey: "again"));
    }

    [Fact]
    public void Later_than_that_or_without_a_file_a_result_is_dropped()
    {
        var run = New(RunKind.Export).Sent();
        run.EndsAfter(TimeSpan.FromSeconds(120), TimedOut);
        run.Ignores(new SessionEvent.Succeeded("a text"));
        clock.Advance(TimeSpan.FromHours(24));
        run.Ignores(new SessionEvent.Succeeded(FileKey: "file"));

        var batch = New(RunKind.Batch).Sent();
        batch.EndsAfter(TimeSpan.FromSeconds(120), TimedOut);
        batch.Ignores(new SessionEvent.Succeeded("done"));
    }

    [Fact]
    public void Cancelled_run_takes_nothing_more()
    {
        var run = New(RunKind.Export).Sent();
        run.Let(new SessionEvent.CancelRequested());

        run.Status.State.ShouldBe(Cancelled);
        run.Ignores(new SessionEvent.Succeeded(FileKey: "file"));
        run.Ignores(new SessionEvent.Active("c1"));
    }

    [Fact]
    public void Removal_of_the_plugin_ends_what_waits_and_leaves_what_runs()
    {
        var waiting = New(RunKind.Export);
        waiting.Let(new SessionEvent.PluginRemoved());
        waiting.Status.State.ShouldBe(Failed);

        New(RunKind.Export).Sent().Ignores(new SessionEvent.PluginRemoved());
    }

    [Fact]
    public void Nothing_but_dispatch_cancel_and_removal_moves_a_waiting_run()
    {
        var run = New(RunKind.Export);

        run.Ignores(new SessionEvent.Active("c1"));
        run.Ignores(new SessionEvent.Acked("c1"));
        run.Ignores(new SessionEvent.Succeeded("x"));
        run.Ignores(new SessionEvent.Failed());
        run.Ignores(new SessionEvent.ConnectionLost(null));
        run.Ignores(new SessionEvent.NotSent());
    }

    [Fact]
    public void Next_deadline_is_the_nearest_and_gone_with_the_end()
    {
        var run = New(RunKind.Export);
        SessionMachine.NextDeadline(run.Status, run.Rules).ShouldBeNull();

        run.Sent();
        SessionMachine.NextDeadline(run.Status, run.Rules).ShouldBe(clock.GetUtcNow() + TimeSpan.FromSeconds(120));
        run.Let(new SessionEvent.Acked("c1"));
        SessionMachine.NextDeadline(run.Status, run.Rules).ShouldBe(clock.GetUtcNow() + TimeSpan.FromSeconds(2));
        run.Let(new SessionEvent.Failed());
        SessionMachine.NextDeadline(run.Status, run.Rules).ShouldBeNull();
    }

    private Run New(RunKind kind) => new(kind, clock);

    private sealed class Run(RunKind kind, FakeTimeProvider clock)
    {
        private static readonly PluginsOptions Options = new();

        public SessionRules Rules { get; } = new(Options.For(kind), Options.OfflineWait, Options.AckWait, Options.RefusedCallWait, Options.LateResult);

        public SessionStatus Status { get; private set; } = new() { Kind = kind, State = Queued };

        public Run Sent()
        {
            Let(new SessionEvent.Dispatched("c1"));
            return this;
        }

        public void Let(SessionEvent happened)
        {
            var next = SessionMachine.Apply(Status, happened, clock.GetUtcNow(), Rules);
            next.ShouldNotBeSameAs(Status, $"{happened} should change the run");
            Status = next;
        }

        public void Ignores(SessionEvent happened) =>
            SessionMachine.Apply(Status, happened, clock.GetUtcNow(), Rules).ShouldBeSameAs(Status, $"{happened} should be ignored");

        public void Wait(TimeSpan time)
        {
            clock.Advance(time);
            Ignores(new SessionEvent.Tick());
        }

        /// <summary>Not a millisecond before <paramref name="time"/>, but then.</summary>
        public string? EndsAfter(TimeSpan time, PluginSessionState state)
        {
            Wait(time - TimeSpan.FromMilliseconds(1));
            clock.Advance(TimeSpan.FromMilliseconds(1));
            SessionMachine.NextDeadline(Status, Rules).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(clock.GetUtcNow());
            Let(new SessionEvent.Tick());
            Status.State.ShouldBe(state);
            return Status.Message;
        }
    }
}
