using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class ConfigTests
{
    [Fact]
    public async Task Values_are_found_in_any_spelling()
    {
        var (config, log) = await ReadAsync("""
            {"verbose":true,"verbose_frequency":50,"separator-character":";","outlineWidth":2.5,"special":["a","b"],
             "mode":"fast","unknown":1}
            """);

        config.ShouldBe(new Settings
        {
            Verbose = true,
            VerboseFrequency = 50,
            SeparatorCharacter = ";",
            OutlineWidth = 2.5,
            Names = config.Names,
            Mode = Mode.Fast,
        });
        config.Names.ShouldBe(["a", "b"]);
        log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_types_fall_back_to_the_default_with_one_warning_each()
    {
        var (config, log) = await ReadAsync("""
            {"verbose":"yes","verbose_frequency":1.5,"separator_character":null,"outline_width":"2","special":{"a":1},
             "mode":"slowest","optional":null}
            """);

        config.ShouldBe(new Settings { Names = config.Names });
        config.Names.ShouldBe(["default"]);
        log.Count.ShouldBe(6);
        log.ShouldAllBe(line => line.StartsWith("WARNING Configuration: the value of \""));
        log[0].ShouldBe("WARNING Configuration: the value of \"verbose\" is no true or false; the default is used.");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Configuration_that_is_no_object_counts_as_empty_with_one_warning(string text)
    {
        var (config, log) = await ReadAsync(text);

        config.VerboseFrequency.ShouldBe(1000);
        log.ShouldBe(["WARNING The configuration is no JSON object; the defaults are used."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    public async Task Empty_configuration_is_no_reason_to_warn(string text) => (await ReadAsync(text)).Log.ShouldBeEmpty();

    private static async Task<(Settings Config, IReadOnlyList<string> Log)> ReadAsync(string text)
    {
        await using var hub = await FakeHub.StartAsync();
        Settings? config = null;
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, _) =>
        {
            run.GetConfig<Settings>();
            config = run.GetConfig<Settings>();
            run.Config.ShouldBeOfType<JsonObject>();
            return Task.FromResult(ExportResult.FromStream(new MemoryStream(), "x"));
        }));
        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Config = text });
        return (config!, run.LogTexts);
    }

    private sealed record Settings
    {
        public bool Verbose { get; init; }

        public int VerboseFrequency { get; init; } = 1000;

        public string SeparatorCharacter { get; init; } = "-";

        public double OutlineWidth { get; set; } = 1;

        [JsonPropertyName("special")]
        public string[] Names { get; init; } = ["default"];

        public Mode Mode { get; init; }

        public string? Optional { get; init; }
    }

    private enum Mode
    {
        Slow,
        Fast,
    }
}
