using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Json;

namespace Limn.Annotations.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(" [ 1.50 , -0, \"a\\/b\" ] ", "[1.50,-0,\"a/b\"]")]
    [InlineData("{\"b\":1,\"a\":[{}, [ ]],\"b\":null}", "{\"b\":1,\"a\":[{},[]],\"b\":null}")]
    [InlineData("\"\\u00e9\\ud83d\\ude00<>&'+\"", "\"é😀<>&'+\"")]
    [InlineData("\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\\u007f\"", "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\u007f\"")]
    [InlineData("\"\u0085\u2028\u2029\u2027\u0086\"", "\"\\u0085\\u2028\\u2029\u2027\u0086\"")]
    public void Value_is_compact_with_the_fewest_escapes(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Property]
    public Property Any_text_survives_and_breaks_no_line() => Prop.ForAll(
        Gen.Elements("a", "\"", "\\", "\n", "\u0085", "\u2028", "\u2029", "é", "\uFFFF", "😀", "\u0001", "\u00A0").ListOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var canonical = Canonical(JsonSerializer.Serialize(text));
            return JsonSerializer.Deserialize<string>(canonical) == text && canonical.IndexOfAny(['\n', '\u0085', '\u2028', '\u2029']) < 0
                && Canonical(canonical) == canonical;
        });

    [Fact]
    public void Instants_have_three_decimals_and_utc() =>
        CanonicalJson.FormatInstant(new DateTimeOffset(2024, 5, 2, 11, 1, 30, 7, TimeSpan.FromHours(2))).ShouldBe("2024-05-02T09:01:30.007Z");

    [Fact]
    public void Text_that_is_no_json_is_refused() => Should.Throw<JsonException>(() => Canonical("{"));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
