using System.Text;
using System.Text.Json.Nodes;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Microsoft.Extensions.Time.Testing;

namespace Limn.Annotations.Tests;

/// <summary>The documented example schema, a fixed clock, counted ids.</summary>
internal static class TestAnswers
{
    public const string Now = "2024-05-01T08:00:00.000Z";

    public static CategorySchema Schema { get; } = CategorySchema.Parse(File.ReadAllBytes(ExamplePath("schema.json")));

    public static string ExamplePath(string name) => Path.Combine(AppContext.BaseDirectory, "Examples", name);

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);

    public static CategorySchema ParseSchema(string json) => CategorySchema.Parse(Utf8(json));

    public static TimeProvider Clock(string now = Now) => new FakeTimeProvider(DateTimeOffset.Parse(now, null));

    /// <summary>Ids 00…01, 00…02 and so on.</summary>
    public static Func<string> CountedIds()
    {
        var count = 0;
        return () => (++count).ToString("x23", null);
    }

    public static ImportContext ImportContext(CategorySchema? schema = null) =>
        new() { Schema = schema ?? Schema, Time = Clock(), NewObjectId = CountedIds() };

    public static AnnotateContext AnnotateContext(CategorySchema? schema = null) =>
        new() { Schema = schema ?? Schema, By = "lab@example.org", Stage = "Label", Time = Clock(), NewObjectId = CountedIds() };

    public static NormalizedAnswer Import(string json, ImportContext? context = null) =>
        AnswerNormalizer.Import(LabelLine.Parse(Utf8(json)), context ?? ImportContext());

    public static NormalizedAnswer Annotate(string json, AnnotateContext? context = null) =>
        AnswerNormalizer.Annotate(Utf8(json), context ?? AnnotateContext());

    public static string Text(this NormalizedAnswer answer) => Encoding.UTF8.GetString(answer.Utf8.Span);

    public static JsonNode Json(this NormalizedAnswer answer)
    {
        answer.Errors.ShouldBeEmpty();
        return JsonNode.Parse(answer.Utf8.Span)!;
    }

    public static JsonNode OnlyObject(this NormalizedAnswer answer) => answer.Json()["tools"]!.AsArray().ShouldHaveSingleItem()!;

    /// <summary>The geometry of an answer with one object, compact.</summary>
    public static string Geometry(this NormalizedAnswer answer, string key) => answer.OnlyObject()[key]!.ToJsonString();
}
