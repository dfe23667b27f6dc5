using System.Text.Json.Nodes;
using Limn.Plugins.Testing;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Tests;

public sealed partial class LoggerTests
{
    [Fact]
    public async Task Levels_are_those_of_the_wire()
    {
        var log = await LogAsync(logger =>
        {
            logger.Debug("a");
            logger.Info("b");
            logger.Warning("c");
            logger.Error("d");
            foreach (var level in Enum.GetValues<LogLevel>())
                ((ILogger)logger).Log(level, default, level, null, (l, _) => $"{l}");
        });

        log.Select(line => $"{line["level"]} {line["msg"]}").ShouldBe([
            "DEBUG a", "INFO b", "WARNING c", "ERROR d",
            "DEBUG Trace", "DEBUG Debug", "INFO Information", "WARNING Warning", "ERROR Error", "ERROR Critical",
        ]);
    }

    [Fact]
    public async Task Line_says_which_run_it_belongs_to_whatever_else_it_says()
    {
        var extra = new Dictionary<string, object?> { ["session"] = "forged", ["level"] = "ERROR", ["n"] = 1 };
        var log = await LogAsync(logger => logger.Info("x", extra));

        var line = log.ShouldHaveSingleItem();
        line["session"]!.GetValue<string>().ShouldNotBe("forged");
        line["level"]!.GetValue<string>().ShouldBe("INFO");
        line["pluginId"]!.GetValue<string>().ShouldBe(Sample.Id);
        (line["organization"]!.GetValue<string>().Length, line["runBy"]!.GetValue<string>().Length).ShouldBe((24, 24));
        line["n"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Structured_arguments_and_scopes_travel_as_keys()
    {
        var log = await LogAsync(logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object?> { ["batch"] = "b1", ["page"] = 1 }))
            using (logger.BeginScope("a scope without keys"))
                AssetDone(logger, "eye.png", 2.5);
        });

        var line = log.ShouldHaveSingleItem();
        line["msg"]!.GetValue<string>().ShouldBe("Asset eye.png took 2.5 s");
        (line["Name"]!.GetValue<string>(), line["Seconds"]!.GetValue<double>()).ShouldBe(("eye.png", 2.5));
        (line["batch"]!.GetValue<string>(), line["page"]!.GetValue<int>()).ShouldBe(("b1", 1));
        line.ContainsKey("{OriginalFormat}").ShouldBeFalse();
    }

    [Fact]
    public async Task Whatever_is_logged_finds_a_form()
    {
        var log = await LogAsync(logger => logger.Info("x", new Dictionary<string, object?>
        {
            ["nan"] = double.NaN,
            ["infinite"] = float.PositiveInfinity,
            ["null"] = null,
            ["date"] = new DateTimeOffset(2026, 1, 15, 10, 30, 0, TimeSpan.Zero),
            ["list"] = new object?[] { 1, "a", null },
            ["object"] = new Version(1, 2),
            ["json"] = new JsonObject { ["a"] = double.NaN },
            ["big"] = ulong.MaxValue,
            ["throws"] = new Throws(),
        }));

        var line = log.ShouldHaveSingleItem();
        line["nan"].ShouldBeNull();
        line["infinite"].ShouldBeNull();
        line["date"]!.GetValue<string>().ShouldBe("2026-01-15T10:30:00.0000000+00:00");
        line["list"]!.ToJsonString().ShouldBe("""["1","a",null]""");
        line["object"]!.GetValue<string>().ShouldBe("1.2");
        line["json"]!.ToJsonString().ShouldBe("""{"a":null}""");
        line["big"]!.ToString().ShouldBe(ulong.MaxValue.ToString());
        line["throws"]!.GetValue<string>().ShouldBe("Throws");
    }

    [Fact]
    public async Task Exception_is_logged_with_its_stack_and_without_folders()
    {
        var log = await LogAsync(logger =>
        {
            try
            {
                throw new InvalidOperationException("broken");
            }
            catch (InvalidOperationException e)
            {
                Failed(logger, e);
            }
        });

        var text = log.ShouldHaveSingleItem()["msg"]!.GetValue<string>();
        text.ShouldStartWith("It failed\nSystem.InvalidOperationException: broken");
        text.ShouldContain("in LoggerTests.cs:line");
    }

    [Fact]
    public async Task Lines_of_many_threads_all_arrive()
    {
        var log = await LogAsync(logger => Parallel.For(0, 2000, i => logger.Info($"{i}")));

        log.Select(line => int.Parse(line["msg"]!.GetValue<string>())).Order().ShouldBe(Enumerable.Range(0, 2000));
    }

    [Fact]
    public async Task Progress_is_reported_once_a_second_and_at_the_end()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (run, _) =>
        {
            for (var i = 1; i <= 100_000; i++)
                await run.ReportProgressAsync(i, 100_000, "Tasks Exported");
            return ExportResult.FromStream(new MemoryStream(), "x");
        }));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        run.LogTexts[0].ShouldBe("INFO Tasks Exported: [100000/1]");
        run.LogTexts[^1].ShouldBe("INFO Tasks Exported: [100000/100000]");
        run.LogTexts.Count.ShouldBeLessThan(30);
    }

    private static async Task<IReadOnlyList<JsonObject>> LogAsync(Action<PluginLogger> write)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, _) =>
        {
            write(run.Logger);
            return Task.FromResult(ExportResult.FromStream(new MemoryStream(), "x"));
        }));
        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());
        (await run.Response).ContainsKey("error").ShouldBeFalse();
        return run.Log;
    }

    [LoggerMessage(1, LogLevel.Information, "Asset {Name} took {Seconds} s")]
    private static partial void AssetDone(ILogger logger, string name, double seconds);

    [LoggerMessage(2, LogLevel.Error, "It failed")]
    private static partial void Failed(ILogger logger, Exception exception);

    private sealed class Throws
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
