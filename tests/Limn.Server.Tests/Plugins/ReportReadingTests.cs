using System.Text;
using System.Text.Json;
using Limn.Server.Plugins;
using Limn.Server.Plugins.Sessions;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>Log lines and answers in the shapes of all client generations.</summary>
public sealed class ReportReadingTests
{
    [Fact]
    public void Line_of_the_sdk_keeps_its_further_values_and_forgets_who_it_says_it_is()
    {
        var line = ReadLine("""{"level":"WARNING","msg":"slow","organization":"o","pluginId":"p","runBy":"u","session":"s","took":3,"page":{"n":1}}""");

        line.Level.ShouldBe(PluginLogLevel.Warning);
        line.Message.ShouldBe("slow");
        Encoding.UTF8.GetString(line.Extra).ShouldBe("""{"took":3,"page":{"n":1}}""");
    }

    [Theory]
    [InlineData("""{"level":"error","message":"as documented"}""", PluginLogLevel.Error, "as documented")]
    [InlineData("""{"level":"DEBUG","msg":5}""", PluginLogLevel.Debug, "5")]
    [InlineData("""{"level":"loud","msg":"x"}""", PluginLogLevel.Info, "x")]
    [InlineData("""{"msg":null}""", PluginLogLevel.Info, "null")]
    [InlineData("{}", PluginLogLevel.Info, "")]
    [InlineData("[1]", PluginLogLevel.Info, "")]
    public void Any_line_is_readable(string json, PluginLogLevel level, string message)
    {
        var line = ReadLine(json);

        (line.Level, line.Message).ShouldBe((level, message));
        line.Extra.ShouldBeEmpty();
    }

    [Fact]
    public void Long_line_is_cut()
    {
        var line = ReadLine(JsonSerializer.Serialize(new { msg = new string('m', 20), more = new string('e', 20) }), maxLength: 16);

        line.Message.ShouldBe(new string('m', 16));
        Encoding.UTF8.GetString(line.Extra).ShouldContain("too long");
    }

    [Fact]
    public void Text_that_no_database_keeps_is_put_right()
    {
        ReadLine("""{"msg":"a\u0000b"}""").Message.ShouldBe("a\ufffdb");
        ReadLine($$"""{"msg":"{{new string('m', 15)}}\ud83d\ude00"}""", maxLength: 16).Message.ShouldBe(new string('m', 15));
    }

    [Theory]
    [InlineData("Assets Processed: [200/50]", 50, 200)]
    [InlineData("Files Uploaded: [50/200]", 50, 200)]
    [InlineData("[3/0] begun", 0, 3)]
    public void Progress_is_total_first_and_done_second(string message, long done, long total) =>
        ReadLine(JsonSerializer.Serialize(new { msg = message })).Progress.ShouldBe((done, total));

    [Theory]
    [InlineData("no numbers")]
    [InlineData("[a/b]")]
    [InlineData("[99999999999999999999/1]")]
    public void Line_without_progress_tells_none(string message) =>
        ReadLine(JsonSerializer.Serialize(new { msg = message })).Progress.ShouldBeNull();

    [Theory]
    [InlineData("""{"response":"done","session":"s"}""", false, null, "done")]
    [InlineData("""{"export":true,"response":"https://h/files/x?t=1","session":"s"}""", false, null, "https://h/files/x?t=1")]
    [InlineData("""{"response":{"objects":[1]},"session":"s"}""", false, null, """{"objects":[1]}""")]
    [InlineData("""{"response":null,"session":"s"}""", false, null, null)]
    [InlineData("""{"error":true,"session":"s"}""", true, null, null)]
    [InlineData("""{"error":true,"session":"s","message":"no space"}""", true, "no space", null)]
    [InlineData("""{"pluginId":"p","taskId":"t","response":{},"status":"failed"}""", true, null, "{}")]
    [InlineData("""{"pluginId":"p","taskId":"t","response":{},"status":"success"}""", false, null, "{}")]
    [InlineData("7", false, null, null)]
    public void Answers_of_all_shapes_are_understood(string json, bool isError, string? message, string? text)
    {
        using var document = JsonDocument.Parse(json);

        PluginAnswer.Read(document.RootElement).ShouldBe(new PluginAnswer(isError, message, text));
    }

    private static PluginLogEntry ReadLine(string json, int maxLength = 1000)
    {
        using var document = JsonDocument.Parse(json);
        return PluginLogEntry.Read(document.RootElement, maxLength, DateTimeOffset.UnixEpoch);
    }
}
