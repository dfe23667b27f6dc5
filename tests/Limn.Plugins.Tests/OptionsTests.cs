using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Environment_gives_all_options()
    {
        var options = Read(new()
        {
            ["HOST"] = " https://limn.example ",
            ["PLUGIN_ID"] = "p",
            ["PLUGIN_SECRET"] = "s",
            ["CONNECTOR"] = "rest",
            ["PORT"] = "9000",
            ["HEALTH_PORT"] = "9001",
            ["LOGLEVEL"] = "warning",
        });

        options.ShouldBe(new PluginOptions
        {
            Host = new Uri("https://limn.example"),
            Id = "p",
            Secret = "s",
            Connector = PluginConnector.Rest,
            Port = 9000,
            HealthPort = 9001,
            LogLevel = LogLevel.Warning,
        });
    }

    [Fact]
    public void Environment_has_defaults()
    {
        var options = Read(new() { ["HOST"] = "http://h:5080", ["PLUGIN_ID"] = "p", ["PLUGIN_SECRET"] = "s", ["PORT"] = "" });

        (options.Connector, options.Port, options.HealthPort, options.LogLevel)
            .ShouldBe((PluginConnector.WebSocket, 8080, null, LogLevel.Information));
        (options.HeartbeatInterval, options.MaxConcurrentRuns, options.WorkflowConcurrency, options.DrainTime)
            .ShouldBe((TimeSpan.FromSeconds(60), 4, 1, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Everything_wrong_with_the_environment_is_told_at_once()
    {
        var failure = Should.Throw<InvalidOperationException>(() => Read(new()
        {
            ["HOST"] = "limn.example",
            ["PLUGIN_ID"] = " ",
            ["CONNECTOR"] = "carrier pigeon",
            ["PORT"] = "70000",
            ["LOGLEVEL"] = "loud",
        }));

        failure.Message.ShouldBe(
            "Environment: HOST must be an http or https address. PLUGIN_ID is missing. PLUGIN_SECRET is missing. "
            + "CONNECTOR must be one of WS, REST, not 'carrier pigeon'. PORT must be a port number, not '70000'. "
            + "LOGLEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'loud'.");
    }

    [Fact]
    public void Unusable_options_are_refused_when_the_plugin_is_made()
    {
        var good = new PluginOptions { Host = new Uri("http://h"), Id = "p", Secret = "s" };
        PluginOptions[] bad =
        [
            good with { Host = new Uri("ftp://h") },
            good with { Id = "" },
            good with { MaxConcurrentRuns = 0 },
            good with { WorkflowConcurrency = 0 },
            good with { HeartbeatInterval = TimeSpan.Zero },
            good with { Port = 70_000 },
            good with { Reconnect = new ReconnectPolicy { Initial = TimeSpan.FromSeconds(2), Maximum = TimeSpan.FromSeconds(1) } },
        ];

        foreach (var options in bad)
            Should.Throw<ArgumentException>(() => new ExportPlugin(options, Sample.BoxesAsync), options.ToString());
    }

    [Fact]
    public async Task Plugin_without_a_secret_is_not_served()
    {
        var plugin = new ExportPlugin(new PluginOptions { Host = new Uri("http://h"), Id = "p", Secret = " " }, Sample.BoxesAsync);

        await Should.ThrowAsync<ArgumentException>(() => PluginRunner.RunAsync(plugin));
    }

    [Fact]
    public void Secret_is_not_in_the_text_of_the_options() =>
        new PluginOptions { Host = new Uri("http://h"), Id = "p", Secret = "hush" }.ToString().ShouldNotContain("hush");

    [Fact]
    public void Reconnecting_is_soon_then_patient_and_never_in_step()
    {
        var policy = ReconnectPolicy.Default;

        policy.Delay(0, 0).ShouldBe(TimeSpan.FromSeconds(0.5));
        policy.Delay(0, 1).ShouldBe(TimeSpan.FromSeconds(1));
        foreach (var failures in Enumerable.Range(0, 100).Append(int.MaxValue - 1))
        {
            policy.Delay(failures, 0).ShouldBeInRange(policy.Initial, policy.Maximum);
            policy.Delay(failures, 1).ShouldBeInRange(policy.Delay(failures, 0), policy.Maximum);
            policy.Delay(failures + 1, 0).ShouldBeGreaterThanOrEqualTo(policy.Delay(failures, 0));
        }

        policy.Delay(10, 0).ShouldBe(TimeSpan.FromSeconds(15));
        policy.Delay(10, 1).ShouldBe(TimeSpan.FromSeconds(30));
    }

    private static PluginOptions Read(Dictionary<string, string> environment) =>
        PluginEnvironment.Read(name => environment.GetValueOrDefault(name));
}
