using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Answers;

public sealed class AnswerRewriterTests
{
    private static readonly RewriteOptions Same = new() { From = Schema, To = Schema };

    [Fact]
    public void Answer_that_is_its_own_export_is_not_even_copied()
    {
        var stored = Annotate("""{"objects":[{"schemaId":"t_nose","point":[1,2]}]}""");

        AnswerRewriter.Rewrite(stored.Utf8, stored.Form, Same).Equals(stored.Utf8).ShouldBeTrue();
    }

    [Property(MaxTest = 200)]
    public Property Rewriting_by_an_equal_schema_only_turns_ids_into_texts() => Prop.ForAll(RandomAnswers.Json.ToArbitrary(), json =>
    {
        var stored = Annotate(json);
        var equalSchema = CategorySchema.Parse(File.ReadAllBytes(ExamplePath("schema.json")));
        var rewritten = AnswerRewriter.Rewrite(stored.Utf8, stored.Form, Same with { To = equalSchema });
        var expected = stored.Text().Replace("\"o_truck\"", "\"Truck\"").Replace("\"o_other\"", "\"Other\"").Replace("\"o_night\"", "\"Night\"")
            .Replace("\"o_fog\"", "\"Fog\"").Replace("[\"n_body\",\"n_door\"]", "[\"Body\",\"Body / Door\"]");
        return stored.IsValid && Encoding.UTF8.GetString(rewritten.Span) == expected;
    });

    [Fact]
    public void Renamed_classes_and_options_have_their_new_names()
    {
        var stored = Annotate("""{"objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","answer":"Car"}]}],"classifications":[{"schemaId":"c_tags","answer":["Rain","o_fog"]}]}""");
        var now = ParseSchema("""
            {"tools":[{"schemaId":"t_vehicle","tool":"bounding-box","title":"Auto","classifications":[{"schemaId":"c_vtype","tool":"single-dropdown","title":"Kind","options":[{"value":"Passenger car","schemaId":"o_car"}]}]}],
             "classifications":[{"schemaId":"c_tags","tool":"checkbox","title":"Weather","options":[{"value":"Wet","schemaId":"o_rain"}]}]}
            """);

        var json = Rewrite(stored, Same with { To = now });

        json["tools"]![0]!["title"]!.GetValue<string>().ShouldBe("Auto");
        json["tools"]![0]!["classifications"]![0]!["tool"]!.GetValue<string>().ShouldBe("single-dropdown");
        json["tools"]![0]!["classifications"]![0]!["answer"]!.GetValue<string>().ShouldBe("Passenger car");
        json["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe("""["Wet","o_fog"]""");
    }

    [Fact]
    public void Deleted_class_keeps_its_last_title_kind_and_texts()
    {
        var stored = Annotate("""{"classifications":[{"schemaId":"c_scene","answer":"o_day"}]}""");

        var member = Rewrite(stored, Same with { To = CategorySchema.Empty })["classifications"]![0]!;

        (member["title"]!.GetValue<string>(), member["tool"]!.GetValue<string>(), member["answer"]!.GetValue<string>()).ShouldBe(("Scene", "radio", "Day"));
    }

    [Fact]
    public void Metadata_goes_at_every_depth_but_not_out_of_unknown_keys()
    {
        var stored = Annotate("""{"objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"extra":{"metadata":1},"classifications":[{"schemaId":"c_vtype","answer":"Other","classifications":[{"schemaId":"c_vother","answer":"Tram"}]}]}]}""");

        var text = Rewrite(stored, Same with { IncludeMetadata = false }).ToJsonString();

        text.ShouldNotContain("createdBy");
        text.ShouldContain("""{"metadata":1}""");
    }

    [Fact]
    public void Pictures_in_pdf_areas_are_left_out_unless_asked_for()
    {
        var stored = Annotate("""{"objects":[{"schemaId":"t_field","pdf":{"position":{"boundingRect":{"x1":1,"y1":2,"x2":3,"y2":4,"width":5,"height":6},"pageNumber":1},"content":{"image":"data:x","text":"t"},"k":1}}]}""");

        stored.Form.ShouldBe(AnswerForm.PdfImages);
        Rewrite(stored, Same)["tools"]![0]!["pdf"]!["content"]!.ToJsonString().ShouldBe("""{"text":"t"}""");
        Rewrite(stored, Same)["tools"]![0]!["pdf"]!["k"]!.GetValue<int>().ShouldBe(1);
        Rewrite(stored, Same with { IncludePdfImages = true })["tools"]![0]!["pdf"]!["content"]!["image"]!.GetValue<string>().ShouldBe("data:x");
    }

    [Fact]
    public void Urls_of_uploaded_files_can_be_signed()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"u","title":"File","tool":"upload"}]}""");
        var stored = Annotate("""{"classifications":[{"schemaId":"u","answer":"folder/a.pdf"}]}""", AnnotateContext(schema));

        stored.Form.ShouldBe(AnswerForm.Uploads);
        Rewrite(stored, new RewriteOptions { From = schema, To = schema, UploadUrl = path => $"https://x/{path}?sig=1" })["classifications"]![0]!["answer"]!
            .GetValue<string>().ShouldBe("https://x/folder/a.pdf?sig=1");
    }

    [Fact]
    public void Unknown_keys_named_like_known_ones_of_another_list_are_left_alone()
    {
        var json = """{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,2],"answer":{"o_day":1}}],"relations":[{"schemaId":"r_grp","group":["a"],"pdf":{"content":{"image":"x"}},"answer":"o_day"}]}""";
        var stored = Annotate(json);

        var rewritten = Rewrite(stored, Same with { IncludeMetadata = false });

        rewritten["tools"]![0]!["answer"]!.ToJsonString().ShouldBe("""{"o_day":1}""");
        rewritten["relations"]![0]!["pdf"]!.ToJsonString().ShouldBe("""{"content":{"image":"x"}}""");
    }

    private static JsonNode Rewrite(NormalizedAnswer stored, RewriteOptions options)
    {
        stored.Errors.ShouldBeEmpty();
        return JsonNode.Parse(AnswerRewriter.Rewrite(stored.Utf8, stored.Form, options).Span)!;
    }
}
