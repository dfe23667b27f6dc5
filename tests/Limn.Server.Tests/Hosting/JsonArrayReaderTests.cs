using System.Text;
using System.Text.Json;
using Limn.Server.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Hosting;

public sealed class JsonArrayReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65_536)]
    public async Task Elements_are_read_however_the_bytes_arrive(int pieceSize)
    {
        var longText = new string('ä', 100_000);
        var elements = new object?[] { 1, "two", new { three = longText, list = new[] { 1, 2 } }, null, Array.Empty<int>(), new { } };
        var json = $$"""  {"before":{"assets":[9]},"assets":{{JsonSerializer.Serialize(elements)}},"after":[1.50]}  """;

        var (read, reader) = await ReadAsync(json, pieceSize);

        read.ShouldBe(elements.Select(element => JsonSerializer.Serialize(element)));
        reader.HasArray.ShouldBeTrue();
        reader.Rest["before"].GetRawText().ShouldBe("""{"assets":[9]}""");
        reader.Rest["after"].GetRawText().ShouldBe("[1.50]");
    }

    [Fact]
    public async Task Absent_array_is_told()
    {
        var (read, reader) = await ReadAsync("""{"other":1}""", 3);

        read.ShouldBeEmpty();
        reader.HasArray.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"assets":{"a":1},"x":2}""", """{"a":1}""")]
    [InlineData("""{"assets":"[1]"}""", "\"[1]\"")]
    [InlineData("""{"assets":null}""", "null")]
    public async Task Other_value_in_its_place_is_told_beside(string json, string value)
    {
        var (read, reader) = await ReadAsync(json, 3);

        read.ShouldBeEmpty();
        reader.HasArray.ShouldBeFalse();
        reader.Rest["assets"].GetRawText().ShouldBe(value);
    }

    [Fact]
    public async Task Array_is_found_under_any_of_its_names()
    {
        var (read, _) = await ReadAsync("""{"labels":[1,2]}""", 3);

        read.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task Element_beyond_the_limit_is_refused_before_it_is_kept()
    {
        var json = $$"""{"assets":["{{new string('x', 300_000)}}"]}""";

        var exception = await Should.ThrowAsync<RefusedException>(() => ReadAsync(json, 10_000, mostBytes: 100_000));

        exception.Refusal.StatusCode.ShouldBe(413);
    }

    [Theory]
    [InlineData("""{"assets":[1,2""")]
    [InlineData("""{"assets":[1,]}""")]
    [InlineData("""{"assets":[1]} x""")]
    [InlineData("""{"assets":[{"a":}]}""")]
    [InlineData("")]
    [InlineData("""{"assets":[[[[[[1]]]]]]}""")]
    public async Task Text_that_is_no_json_ends_with_its_position(string json)
    {
        var exception = await Should.ThrowAsync<JsonException>(() => ReadAsync(json, 4, maxDepth: 5));

        exception.LineNumber.ShouldBe(0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task Other_form_is_refused(string json) => await Should.ThrowAsync<RefusedException>(() => ReadAsync(json, 4));

    private static async Task<(List<string> Elements, JsonArrayReader Reader)> ReadAsync(
        string json, int pieceSize, int maxDepth = 64, int mostBytes = 1 << 20)
    {
        var stream = new PieceStream(Encoding.UTF8.GetBytes(json), pieceSize);
        var reader = new JsonArrayReader(stream, maxDepth, mostBytes, "assets", "labels");
        var elements = new List<string>();
        await foreach (var element in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            using (element)
            {
                elements.Add(JsonSerializer.Serialize(element.RootElement));
            }
        }

        return (elements, reader);
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class PieceStream(byte[] bytes, int pieceSize) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(pieceSize, buffer.Length)], cancellationToken);
    }
}
