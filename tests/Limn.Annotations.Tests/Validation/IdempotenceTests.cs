using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class IdempotenceTests
{
    private static readonly Arbitrary<string> Answers = RandomAnswers.Json.ToArbitrary();

    [Property(MaxTest = 200)]
    public Property Normalising_a_stored_answer_again_changes_no_byte() => Prop.ForAll(Answers, Gen.Elements(Enum.GetValues<PageLayout>()[..3]).ToArbitrary(),
        (json, layout) =>
        {
            var once = Annotate(json, AnnotateContext() with { Layout = Fit(layout, json) });
            var twice = Annotate(Encoding.UTF8.GetString(once.Utf8.Span), AnnotateContext() with { By = "other", Layout = Fit(layout, json) });
            return once.IsValid && twice.IsValid && once.Text() == twice.Text() && once.Form == twice.Form && twice.Warnings.Count == 0;
        });

    [Property(MaxTest = 200)]
    public Property Saving_what_is_stored_changes_no_byte() => Prop.ForAll(Answers, json =>
    {
        var stored = Annotate(json);
        var saved = Annotate(stored.Text(), AnnotateContext() with { By = "other", Previous = stored.Utf8, Time = Clock("2025-01-01T00:00:00Z") });
        return stored.IsValid && stored.Text() == saved.Text();
    });

    [Property(MaxTest = 200)]
    public Property Imported_answer_is_its_own_export() => Prop.ForAll(Answers, json =>
    {
        var line = json.Insert(1, "\"externalId\":\"x\",");
        var stored = Import(line);
        return !stored.IsValid || stored.Form == 0 && Annotate(stored.Text()).Text() == stored.Text();
    });

    private static PageLayout Fit(PageLayout layout, string json) =>
        layout == PageLayout.Single && (json.Contains("\"page\":1") || json.Contains("\"page\":2")) ? PageLayout.Pages : layout;
}
