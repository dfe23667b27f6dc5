using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

/// <summary>Whatever comes in, the door answers with a document or with problems, never with an exception.</summary>
public sealed class HostileInputTests
{
    private static readonly byte[][] Samples =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(ExamplePath("schema.json"))!, "*.import.json").Order().Select(File.ReadAllBytes)];

    private static readonly string[] Splinters =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e308", "[[1,2]]", "{}", "[]", "\"\"", "\\", "\\u0000", "\uFEFF", "0.", "\"zones\""];

    private static readonly Gen<(byte[] Json, int At, string Splinter, int Cut)> Mutations =
        from sample in Gen.Elements(Samples)
        from at in Gen.Choose(0, sample.Length)
        from splinter in Gen.Elements(Splinters)
        from cut in Gen.Choose(0, 12)
        select (sample, at, splinter, cut);

    [Property(MaxTest = 3000)]
    public Property Broken_bytes_are_refused_or_repaired() => Prop.ForAll(Mutations.ToArbitrary(), mutation => Survives(Mutate(mutation)));

    /// <summary>Values of other types at every place: a mutation that stays valid JSON reaches the deeper checks.</summary>
    [Property(MaxTest = 3000)]
    public Property Values_of_other_types_are_refused_or_repaired() => Prop.ForAll(
        Gen.Elements(Samples).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements("null", "7", "-1.5", "1e300", "\"x\"", "[]", "{}", "true", "[[1]]", "[null]", "[1.5]").ToArbitrary(),
        (sample, place, value) => Survives(ReplaceValue(sample, place, value)));

    [Property(MaxTest = 1000)]
    public Property Broken_schema_is_refused_or_read() => Prop.ForAll(
        Gen.Choose(0, 6000).ToArbitrary(), Gen.Elements(Splinters).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (at, splinter, cut) =>
        {
            var schema = File.ReadAllBytes(ExamplePath("schema.json"));
            var broken = Mutate((schema, Math.Min(at, schema.Length), splinter, cut));
            return CategorySchemaValidator.Validate(broken).Count > 0 || CategorySchema.Parse(broken).Tools.Count >= 0;
        });

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("{\"classifications\":[", 5000));

        Annotate(json).Errors.ShouldHaveSingleItem().Message.ShouldBe("Nested deeper than 64 levels.");
    }

    [Fact]
    public void Chains_of_groups_are_pruned_in_linear_time()
    {
        const int length = 50_000;
        var relations = string.Join(',', Enumerable.Range(0, length).Select(i => $$"""{"objectId":"g{{i}}","schemaId":"r_grp","group":["g{{i + 1}}"]}"""));

        Annotate($$"""{"relations":[{{relations}}]}""").RelationCount.ShouldBe(0);
    }

    private static bool Survives(byte[] json)
    {
        var imported = AnswerNormalizer.Import(LabelLine.Parse(json), ImportContext());
        var context = AnnotateContext() with { Layout = PageLayout.Frames };
        var saved = AnswerNormalizer.Annotate(json, context);
        var again = saved.IsValid ? AnswerNormalizer.Annotate(saved.Utf8, context) : saved;
        return imported.IsValid != imported.Utf8.IsEmpty && saved.IsValid != saved.Utf8.IsEmpty && again.Text() == saved.Text()
            && (!saved.IsValid || CanBeRead(saved)) && (!imported.IsValid || CanBeRead(imported));
    }

    /// <summary>What the door lets in, the typed model can read: one odd member must not spoil a whole export for its readers.</summary>
    private static bool CanBeRead(NormalizedAnswer stored)
    {
        var typed = Answer.Parse(stored.Utf8.Span);
        return (typed.Tools.Count, typed.Classifications.Count, typed.Relations.Count)
            == (stored.ObjectCount, stored.ClassificationCount, stored.RelationCount);
    }

    private static byte[] Mutate((byte[] Json, int At, string Splinter, int Cut) mutation)
    {
        var rest = mutation.Json.AsSpan(Math.Min(mutation.At + mutation.Cut, mutation.Json.Length));
        return [.. mutation.Json.AsSpan(0, mutation.At), .. Encoding.UTF8.GetBytes(mutation.Splinter), .. rest];
    }

    private static byte[] ReplaceValue(byte[] json, int place, string value)
    {
        var spans = new List<(int Start, int End)>();
        var reader = new System.Text.Json.Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is System.Text.Json.JsonTokenType.PropertyName or System.Text.Json.JsonTokenType.EndArray or System.Text.Json.JsonTokenType.EndObject)
                continue;
            var copy = reader;
            var start = (int)copy.TokenStartIndex;
            copy.Skip();
            spans.Add((start, (int)copy.BytesConsumed));
        }
        var (from, to) = spans[place % spans.Count];
        return [.. json.AsSpan(0, from), .. Encoding.UTF8.GetBytes(value), .. json.AsSpan(to)];
    }
}
