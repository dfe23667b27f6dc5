using Limn.Annotations.Answers;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class AnnotateTests
{
    private const string Later = "2024-05-02T09:00:00.000Z";

    [Fact]
    public void New_member_gets_id_and_metadata()
    {
        var member = Annotate("""{"objects":[{"schemaId":"t_nose","point":[1,2]}]}""").OnlyObject();

        member["objectId"]!.GetValue<string>().ShouldBe("00000000000000000000001");
        member["metadata"]!.ToJsonString().ShouldBe($$"""{"createdAt":"{{Now}}","createdBy":"lab@example.org","createdIn":"Label"}""");
    }

    [Fact]
    public void Given_id_and_metadata_are_kept_with_old_instants_as_text()
    {
        var member = Annotate("""{"tools":[{"objectId":"x","schemaId":"t_nose","point":[1,2],"metadata":{"description":"d","createdAt":1714550400000,"createdBy":"eve"}}]}""").OnlyObject();

        member["objectId"]!.GetValue<string>().ShouldBe("x");
        member["metadata"]!.ToJsonString().ShouldBe("""{"createdAt":"2024-05-01T08:00:00.000Z","createdBy":"eve","description":"d"}""");
    }

    [Fact]
    public void Changed_member_is_stamped_and_keeps_who_made_it()
    {
        var stored = Annotate("""{"objects":[{"objectId":"x","schemaId":"t_nose","point":[1,2]},{"objectId":"y","schemaId":"t_nose","point":[1,2]}]}""");

        var saved = Save(stored, stored.Text().Replace("\"point\":[1,2],\"classifications\":[],\"metadata\":{\"createdAt\"", "\"point\":[1.0,2],\"classifications\":[],\"metadata\":{\"createdAt\"")
            .Replace("\"objectId\":\"y\",\"title\":\"Nose\",\"point\":[1.0,2]", "\"objectId\":\"y\",\"title\":\"Nose\",\"point\":[1,3]")).Json();

        saved["tools"]![0]!["metadata"]!.ToJsonString().ShouldBe($$"""{"createdAt":"{{Now}}","createdBy":"lab@example.org","createdIn":"Label"}""");
        saved["tools"]![1]!["metadata"]!.ToJsonString().ShouldBe(
            $$"""{"createdAt":"{{Now}}","createdBy":"lab@example.org","createdIn":"Label","updatedAt":"{{Later}}","updatedBy":"rev@example.org","updatedIn":"Review"}""");
    }

    [Fact]
    public void Change_of_a_nested_answer_stamps_it_and_its_object_but_not_its_neighbours()
    {
        var stored = Annotate("""{"objects":[{"objectId":"x","schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","answer":"Car"},{"schemaId":"c_vattr","answer":["Occluded"]}]}]}""");

        var saved = Save(stored, stored.Text().Replace("\"Car\"", "\"o_truck\"")).OnlyObject();

        saved["metadata"]!["updatedBy"].ShouldNotBeNull();
        saved["classifications"]![0]!["metadata"]!["updatedBy"].ShouldNotBeNull();
        saved["classifications"]![1]!["metadata"]!["updatedBy"].ShouldBeNull();
    }

    [Fact]
    public void Option_sent_by_id_instead_of_text_is_no_change()
    {
        var stored = Annotate("""{"classifications":[{"schemaId":"c_scene","answer":"Day"}]}""");

        var saved = Save(stored, stored.Text().Replace("\"Day\"", "\"o_day\""));

        saved.Text().ShouldBe(stored.Text());
        saved.Form.ShouldBe(AnswerForm.ExportReady);
    }

    [Fact]
    public void Option_id_stays_an_id_and_marks_the_answer()
    {
        var saved = Annotate("""{"classifications":[{"schemaId":"c_tags","answer":["o_rain","Fog"]}]}""");

        saved.Json()["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe("""["o_rain","Fog"]""");
        saved.Form.ShouldBe(AnswerForm.OptionIds);
    }

    [Fact]
    public void Answer_of_a_single_class_keeps_its_id_though_the_client_sent_none()
    {
        var stored = Annotate("""{"classifications":[{"schemaId":"c_scene","objectId":"s1","answer":"Day"}]}""");

        var saved = Save(stored, """{"classifications":[{"schemaId":"c_scene","answer":"Night"}]}""").Json()["classifications"]![0]!;

        saved["objectId"]!.GetValue<string>().ShouldBe("s1");
        saved["metadata"]!["createdAt"]!.GetValue<string>().ShouldBe(Now);
        saved["metadata"]!["updatedAt"]!.GetValue<string>().ShouldBe(Later);
    }

    [Fact]
    public void Member_that_a_browser_sends_back_with_other_spellings_is_unchanged()
    {
        var stored = Annotate("""{"objects":[{"objectId":"x","schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"note":{"n":1.0,"t":"\u00e9"},"ocr":{"text":"A","confidence":93.0}}]}""");

        var saved = Save(stored, stored.Text().Replace("1.0", "1").Replace(":93", ":93.00").Replace("é", "\\u00E9"));

        saved.Text().ShouldBe(stored.Text());
    }

    [Fact]
    public void Unknown_class_is_refused_with_its_path()
    {
        var errors = Annotate("""{"tools":[{"schemaId":"t_nose","point":[1,2]},{"schemaId":"gone","point":[1,2]}],"classifications":[{"schemaId":"gone","answer":"x"}]}""").Errors;

        errors.Select(error => (error.Code, error.Path)).ShouldBe([("C1", "tools[1]"), ("C1", "classifications[0]")]);
    }

    [Fact]
    public void Class_deleted_since_stays_where_the_stored_answer_has_it()
    {
        var old = ParseSchema("""{"tools":[{"schemaId":"gone","title":"Gone","tool":"point"}],"classifications":[{"schemaId":"q","title":"Q","tool":"radio","options":[{"value":"A","schemaId":"o_a"}]}]}""");
        var stored = Annotate("""{"tools":[{"objectId":"x","schemaId":"gone","point":[1,2]}],"classifications":[{"schemaId":"q","answer":"A"}]}""", AnnotateContext(old));

        var saved = Annotate("""{"tools":[{"objectId":"x","schemaId":"gone","point":[5,2]}],"classifications":[{"schemaId":"q","answer":"A"}]}""",
            AnnotateContext() with { Previous = stored.Utf8, PreviousSchema = old }).Json();

        saved["tools"]![0]!["title"]!.GetValue<string>().ShouldBe("Gone");
        saved["classifications"]![0]!["tool"]!.GetValue<string>().ShouldBe("radio");
    }

    [Fact]
    public void Renamed_option_and_class_get_their_new_names_without_a_change_stamp()
    {
        var old = ParseSchema("""{"classifications":[{"schemaId":"q","title":"Q","tool":"checkbox","options":[{"value":"A","schemaId":"o_a"},{"value":"B","schemaId":"o_b"}]}]}""");
        var now = ParseSchema("""{"classifications":[{"schemaId":"q","title":"Question","tool":"checkbox","options":[{"value":"Alpha","schemaId":"o_a"}]}]}""");
        var stored = Annotate("""{"classifications":[{"schemaId":"q","answer":["A","B"]}]}""", AnnotateContext(old));

        var saved = Annotate(stored.Text(), AnnotateContext(now) with { Previous = stored.Utf8, PreviousSchema = old }).Json()["classifications"]![0]!;

        saved["title"]!.GetValue<string>().ShouldBe("Question");
        saved["answer"]!.ToJsonString().ShouldBe("""["Alpha","o_b"]""");
        saved["metadata"]!["createdBy"]!.GetValue<string>().ShouldBe("lab@example.org");
    }

    [Fact]
    public void Deleted_option_of_the_stored_answer_is_allowed_once_more()
    {
        var stored = Utf8("""{"tools":[],"classifications":[{"schemaId":"c_scene","objectId":"s","tool":"radio","title":"Scene","answer":"o_dusk","classifications":[],"metadata":{"createdAt":"2024-05-01T08:00:00.000Z","createdBy":"x"}}],"relations":[]}""");

        Annotate("""{"classifications":[{"schemaId":"c_scene","objectId":"s","answer":"o_dusk"}]}""", AnnotateContext() with { Previous = stored })
            .Utf8.Span.SequenceEqual(stored).ShouldBeTrue();
        Annotate("""{"classifications":[{"schemaId":"c_scene","objectId":"s","answer":"o_dusk"}]}""").Errors.ShouldHaveSingleItem().Code.ShouldBe("O1");
    }

    [Fact]
    public void Objects_come_before_tools_and_repeated_ids_are_dropped()
    {
        var saved = Annotate("""{"tools":[{"objectId":"a","schemaId":"t_nose","point":[0,0]},{"objectId":"b","schemaId":"t_nose","point":[0,0]}],"objects":[{"objectId":"b","schemaId":"t_nose","point":[9,9]},{"objectId":"a","page":1,"schemaId":"t_nose","point":[9,9]}]}""").Json();

        saved["tools"]!.AsArray().Select(item => (item!["objectId"]!.GetValue<string>(), item["point"]![0]!.GetValue<int>()))
            .ShouldBe([("b", 9), ("a", 9), ("a", 0)]);
    }

    [Fact]
    public void Deleting_an_object_takes_its_relations_along()
    {
        var saved = Annotate("""
            {"objects":[{"objectId":"a","schemaId":"t_nose","point":[0,0]}],
             "relations":[{"objectId":"r1","schemaId":"r_on","from":"a","to":"gone"},{"objectId":"r2","schemaId":"r_grp","group":["r1"]},{"objectId":"r3","schemaId":"r_grp","group":["r2","a"]},{"objectId":"r4","schemaId":"r_grp","group":[]}]}
            """).Json();

        saved["relations"]!.AsArray().Select(item => (item!["objectId"]!.GetValue<string>(), item["group"]!.ToJsonString()))
            .ShouldBe([("r3", "[\"a\"]"), ("r4", "[]")]);
    }

    [Fact]
    public void Child_of_an_unchosen_option_is_removed_silently()
    {
        var saved = Annotate("""{"objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","answer":"o_car","classifications":[{"schemaId":"c_vother","answer":"Tram"}]}]}]}""");

        saved.OnlyObject()["classifications"]![0]!["classifications"]!.AsArray().ShouldBeEmpty();
        saved.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Empty_text_deletes_the_answer() =>
        Annotate("""{"classifications":[{"schemaId":"c_note","answer":""}]}""").ClassificationCount.ShouldBe(0);

    [Fact]
    public void Frame_objects_say_that_they_are_key_frames()
    {
        var saved = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[0,0],"page":1},{"objectId":"a","schemaId":"t_nose","point":[0,0],"page":2,"isKeyFrame":false,"interpolationStopped":false}]}""",
            AnnotateContext() with { Layout = PageLayout.Frames });

        saved.Json()["tools"]!.AsArray().Select(item => item!["isKeyFrame"]!.GetValue<bool>()).ShouldBe([true, false]);
        saved.Text().ShouldNotContain("interpolationStopped");
        saved.Form.ShouldBe(AnswerForm.InterpolatedFrames);
    }

    [Theory]
    [InlineData("{", "F1", "Not valid JSON at line 1, byte 2.")]
    [InlineData("[]", "F1", "Must be an object with objects, classifications and relations.")]
    [InlineData("{\"objects\":{}}", "F1", "objects must be a list.")]
    [InlineData("{\"objects\":[1]}", "F1", "Must be an object.")]
    [InlineData("{\"objects\":[{\"point\":[1,1e999]}]}", "F1", "Number at byte 25 is infinite or too large.")]
    [InlineData("{\"objects\":[{\"point\":[1,NaN]}]}", "F1", "Not valid JSON at line 1, byte 25.")]
    [InlineData("{\"objects\":[{\"x\":\"\\ud800\"}]}", "F1", "Half a surrogate pair at byte 18.")]
    [InlineData("{\"objects\":[{\"page\":-1,\"point\":[1,2]}]}", "P1", "page must be a whole number from 0.")]
    [InlineData("{\"objects\":[{\"schemaId\":7,\"point\":[1,2]}]}", "F1", "schemaId must be text.")]
    public void Malformed_input_is_refused(string json, string code, string message)
    {
        var error = Annotate(json).Errors[0];

        (error.Code, error.Message).ShouldBe((code, message));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        AnswerNormalizer.Annotate(new byte[] { 0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D }, AnnotateContext())
            .Errors.ShouldHaveSingleItem().Message.ShouldBe("Document is not valid UTF-8.");

    [Theory]
    [InlineData("objects", "More than 2 objects.")]
    [InlineData("bytes", "Document has 140 bytes, at most 100 are allowed.")]
    [InlineData("depth", "Nested deeper than 4 levels.")]
    [InlineData("text", "A text has 8 bytes, at most 7 are allowed.")]
    public void Limits_are_refused_with_a_clear_message(string kind, string message)
    {
        var limits = kind switch
        {
            "objects" => new AnswerLimits { MaxObjects = 2 },
            "bytes" => new AnswerLimits { MaxBytes = 100 },
            "depth" => new AnswerLimits { MaxDepth = 4 },
            _ => new AnswerLimits { MaxTextBytes = 7 },
        };
        var json = """{"objects":[{"schemaId":"t_nose","point":[1,2]},{"schemaId":"t_nose","point":[1,2]},{"schemaId":"t_nose","point":[1,2],"deep":[[1],[[2]]]}]}""";

        var error = Annotate(json, AnnotateContext() with { Limits = limits }).Errors.ShouldHaveSingleItem();

        (error.Code, error.Message).ShouldBe(("L1", message));
    }

    [Fact]
    public void Problems_are_counted_out_at_the_limit()
    {
        var json = $$"""{"objects":[{{string.Join(',', Enumerable.Repeat("""{"schemaId":"gone","point":[1,2]}""", 50))}}]}""";

        Annotate(json, AnnotateContext() with { Limits = new AnswerLimits { MaxProblems = 10 } }).Errors.Count.ShouldBe(10);
    }

    private static NormalizedAnswer Save(NormalizedAnswer stored, string json) => Annotate(json, AnnotateContext() with
    {
        Previous = stored.Utf8,
        By = "rev@example.org",
        Stage = "Review",
        Time = Clock(Later),
    });
}
