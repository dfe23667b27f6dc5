using Limn.Annotations.Answers;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class ImportTests
{
    [Fact]
    public void Line_becomes_a_document_in_export_form()
    {
        var stored = Import("""{"externalId":"a","objects":[{"title":"Vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"lock":false,"classifications":[{"schemaId":"c_vtype","answer":" car "}]}]}""");

        stored.Text().ShouldBe(
            """{"tools":[{"schemaId":"t_vehicle","objectId":"00000000000000000000001","title":"Vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","objectId":"00000000000000000000002","tool":"radio","title":"Type","answer":"Car","classifications":[],"metadata":{"createdAt":"2024-05-01T08:00:00.000Z","createdBy":"import"}}],"metadata":{"createdAt":"2024-05-01T08:00:00.000Z","createdBy":"import"}}],"classifications":[],"relations":[]}""");
        stored.Form.ShouldBe(AnswerForm.ExportReady);
        stored.ObjectCount.ShouldBe(1);
    }

    [Fact]
    public void Every_error_of_a_line_is_reported()
    {
        var errors = Import(
            """
            {"externalId":"a","objects":[
              {"schemaId":"nope","title":"Nope","point":[1,2]},
              {"schemaId":"t_nose","bounding-box":{"x":1,"y":2,"width":3,"height":4}},
              {"schemaId":"t_vehicle","objectId":"v","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","answer":"Boat"},{"schemaId":"c_vattr","answer":7}]}],
             "relations":[{"schemaId":"r_on","from":"v","to":"gone"}]}
            """).Errors;

        errors.Select(error => (error.Code, error.Path, error.Message)).ShouldBe(
        [
            ("C1", "objects[0]", "No class with schemaId \"nope\" or title \"Nope\"."),
            ("C2", "objects[1]", "Class \"Nose\" is point, object has bounding-box."),
            ("O1", "objects[2].classifications[0]", "\"Boat\" is not an option of \"Type\"."),
            ("O2", "objects[2].classifications[1]", "Answer of \"Attributes\" must be a list."),
            ("R1", "relations[0]", "Relation end \"gone\" is not an object or relation of this line."),
        ]);
    }

    [Fact]
    public void Class_is_found_by_title_only_where_the_kind_fits()
    {
        var schema = ParseSchema("""{"tools":[{"schemaId":"a","title":"Car","tool":"polygon"},{"schemaId":"b","title":"Car","tool":"point"}]}""");

        Import("""{"data":"x","objects":[{"title":"Car","point":[1,2]}]}""", ImportContext(schema)).OnlyObject()["schemaId"]!.GetValue<string>().ShouldBe("b");
    }

    [Fact]
    public void SchemaId_wins_over_a_title_that_contradicts_it() =>
        Import("""{"data":"x","objects":[{"schemaId":"t_nose","title":"Tail","point":[1,2]}]}""").OnlyObject()["title"]!.GetValue<string>().ShouldBe("Nose");

    [Fact]
    public void Object_without_any_class_is_kept_as_unknown()
    {
        var stored = Import("""{"data":"x","objects":[{"point":[1,2]}]}""").OnlyObject();

        stored["schemaId"]!.GetValue<string>().ShouldBe("");
        stored["title"]!.GetValue<string>().ShouldBe("");
    }

    [Fact]
    public void Unknown_class_is_kept_when_asked()
    {
        var context = ImportContext() with { KeepsUnknownClasses = true };

        var stored = Import("""{"data":"x","objects":[{"schemaId":"old","title":"Old","point":[1,2],"classifications":[{"schemaId":"q","title":"Q","answer":["a",null,"b"]}]}]}""", context).OnlyObject();

        stored["title"]!.GetValue<string>().ShouldBe("Old");
        stored["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe("""["a","b"]""");
    }

    [Fact]
    public void Option_id_is_stored_as_text() =>
        Import("""{"data":"x","classifications":[{"schemaId":"c_scene","answer":"o_night"}]}""")
            .Json()["classifications"]![0]!["answer"]!.GetValue<string>().ShouldBe("Night");

    [Fact]
    public void Scalar_and_list_answers_are_put_right_with_a_warning()
    {
        var stored = Import("""{"data":"x","classifications":[{"schemaId":"c_scene","answer":["Day"]},{"schemaId":"c_tags","answer":"Fog"}]}""");

        stored.Json()["classifications"]!.AsArray().Select(item => item!["answer"]!.ToJsonString()).ShouldBe(["\"Day\"", "[\"Fog\"]"]);
        stored.Warnings.Select(warning => (warning.Code, warning.Path)).ShouldBe([("W5", "classifications[0]"), ("W5", "classifications[1]")]);
    }

    [Fact]
    public void Nested_answer_is_dropped_when_its_parent_option_is_not_chosen()
    {
        var stored = Import("""{"data":"x","objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vtype","answer":"Car","classifications":[{"schemaId":"c_vother","answer":"Tram"}]}]}]}""");

        stored.OnlyObject()["classifications"]![0]!["classifications"]!.AsArray().ShouldBeEmpty();
        stored.Warnings.ShouldHaveSingleItem().Code.ShouldBe("W4");
    }

    [Fact]
    public void Flat_chain_of_classifications_is_nested()
    {
        var stored = Import("""{"data":"x","objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"classifications":[{"schemaId":"c_vother","answer":"Tram"},{"schemaId":"c_vtype","answer":"Other"}]}]}""");

        var type = stored.OnlyObject()["classifications"]!.AsArray().ShouldHaveSingleItem()!;
        type["classifications"]![0]!["answer"]!.GetValue<string>().ShouldBe("Tram");
    }

    [Fact]
    public void Tree_answer_lists_the_ancestors_of_a_chosen_node() =>
        Import("""{"data":"x","classifications":[{"schemaId":"c_part","answer":["Body / Door"]}]}""")
            .Json()["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe("""["Body","Body / Door"]""");

    [Fact]
    public void Last_answer_of_a_single_class_wins_and_a_multiple_class_keeps_all()
    {
        var stored = Import("""{"data":"x","classifications":[{"schemaId":"c_scene","answer":"Day"},{"schemaId":"c_scene","answer":"Night"},{"schemaId":"c_color","answer":"Black"},{"schemaId":"c_color","answer":"White"}]}""").Json();

        var answers = stored["classifications"]!.AsArray();
        answers.Select(item => item!["answer"]!.GetValue<string>()).ShouldBe(["Night", "Black", "White"]);
        answers.Select(item => item!["objectId"]!.GetValue<string>()).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Answers_of_one_frame_specific_class_share_an_id()
    {
        var context = ImportContext() with { Layout = PageLayout.Frames, PageCount = 300 };

        var answers = Import("""{"data":"x","classifications":[{"schemaId":"c_action","answer":"Walk","page":0},{"schemaId":"c_action","answer":"Run","page":120}]}""", context)
            .Json()["classifications"]!.AsArray();

        answers.Select(item => item!["objectId"]!.GetValue<string>()).Distinct().Count().ShouldBe(1);
        answers.Select(item => item!["page"]!.GetValue<int>()).ShouldBe([0, 120]);
    }

    [Fact]
    public void Page_outside_the_asset_is_refused()
    {
        var context = ImportContext() with { Layout = PageLayout.Pages, PageCount = 2 };

        var problem = Import("""{"data":"x","objects":[{"schemaId":"t_nose","point":[1,2],"page":2}]}""", context).Errors.ShouldHaveSingleItem();

        (problem.Code, problem.Message).ShouldBe(("P1", "page 2 is outside 0..1."));
    }

    [Fact]
    public void Page_of_a_single_page_asset_is_dropped() =>
        Import("""{"data":"x","objects":[{"schemaId":"t_nose","point":[1,2],"page":0}]}""", ImportContext() with { Layout = PageLayout.Single })
            .OnlyObject()["page"].ShouldBeNull();

    [Fact]
    public void Repeated_object_id_on_one_page_gets_a_new_id()
    {
        var stored = Import("""{"data":"x","objects":[{"schemaId":"t_nose","objectId":"k","point":[1,2]},{"schemaId":"t_nose","objectId":"k","point":[3,4]}],"tools":[{"schemaId":"t_nose","objectId":"k","point":[1,2]}]}""");

        stored.Json()["tools"]!.AsArray().Select(item => item!["objectId"]!.GetValue<string>()).ShouldBe(["k", "00000000000000000000001"]);
        stored.Warnings.ShouldHaveSingleItem().Code.ShouldBe("W1");
    }

    [Fact]
    public void Members_may_be_inside_answer() =>
        Import("""{"data":"x","answer":{"objects":[{"schemaId":"t_nose","point":[1,2]}]}}""").ObjectCount.ShouldBe(1);

    [Fact]
    public void Only_the_description_of_imported_metadata_is_kept() =>
        Import("""{"data":"x","objects":[{"schemaId":"t_nose","point":[1,2],"metadata":{"createdBy":"eve","description":"RP","x":1}}]}""")
            .OnlyObject()["metadata"]!.ToJsonString().ShouldBe($$"""{"createdAt":"{{Now}}","createdBy":"import","description":"RP"}""");

    [Fact]
    public void Unknown_keys_are_kept_in_their_order() =>
        Import("""{"data":"x","objects":[{"zz":{"b":1.0,"a":[12345678901234567890]},"schemaId":"t_nose","masks":["u"],"aa":"\u2028","point":[1,2]}]}""")
            .Text().ShouldContain(""","zz":{"b":1.0,"a":[12345678901234567890]},"aa":"\u2028"}]""");

    [Fact]
    public void Text_that_misses_the_pattern_is_kept_with_a_warning()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"c","title":"Plate","tool":"text","regex":"^[A-Z]+$"}]}""");

        var stored = Import("""{"data":"x","classifications":[{"schemaId":"c","answer":"abc"}]}""", ImportContext(schema));

        stored.ClassificationCount.ShouldBe(1);
        stored.Warnings.ShouldHaveSingleItem().Code.ShouldBe("W2");
    }

    [Theory]
    [InlineData("""{"schemaId":"r_grp","from":"a","to":"a"}""", "C2", "Class \"Group\" is group, relation has from and to.")]
    [InlineData("""{"schemaId":"r_on","group":["a"]}""", "C2", "Class \"On\" is one-to-one, relation has a group.")]
    [InlineData("""{"schemaId":"r_on","from":"a","to":"a","direction":"up"}""", "F1", "direction must be straight, reverse or bidirectional.")]
    [InlineData("""{"schemaId":"r_grp","group":["a",7]}""", "F1", "group must be a list of object ids.")]
    [InlineData("""{"from":"a","to":"a"}""", "C1", "No class with schemaId \"\" or title \"\".")]
    public void Relation_that_makes_no_sense_is_refused(string relation, string code, string message) =>
        Import($$"""{"data":"x","objects":[{"schemaId":"t_nose","objectId":"a","point":[1,2]}],"relations":[{{relation}}]}""")
            .Errors.Select(error => (error.Code, error.Message)).ShouldContain((code, message));

    [Fact]
    public void Relation_may_point_at_a_relation_and_have_answers_of_its_own()
    {
        var schema = ParseSchema("""
            {"tools":[{"schemaId":"p","title":"P","tool":"point"}],
             "relations":[{"schemaId":"r","title":"R","tool":"group","classifications":[{"schemaId":"q","title":"Q","tool":"text"}]}]}
            """);

        var relations = Import("""
            {"data":"x","objects":[{"schemaId":"p","objectId":"a","point":[1,2],"page":4}],
             "relations":[{"schemaId":"r","objectId":"g","group":["a"]},{"schemaId":"r","group":["g"],"classifications":[{"schemaId":"q","answer":"why"}]}]}
            """, ImportContext(schema)).Json()["relations"]!.AsArray();

        relations[0]!["page"]!.GetValue<int>().ShouldBe(4);
        relations[0]!["classifications"].ShouldBeNull();
        relations[1]!["classifications"]![0]!["answer"]!.GetValue<string>().ShouldBe("why");
    }

    [Fact]
    public void Instances_of_a_multiple_class_keep_their_ids_over_the_frames()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"c","title":"C","tool":"radio","multiple":true,"frameSpecific":true,"options":[{"value":"A","schemaId":"a"},{"value":"B","schemaId":"b"},{"value":"D","schemaId":"d"}]}]}""");
        var context = ImportContext(schema) with { Layout = PageLayout.Frames };

        var answers = Import("""
            {"data":"x","classifications":[{"schemaId":"c","answer":"A","page":0},{"schemaId":"c","answer":"B","page":0},
             {"schemaId":"c","answer":"B","page":5,"interpolationStopped":true},{"schemaId":"c","answer":"D","page":5}]}
            """, context).Json()["classifications"]!.AsArray();

        var ids = answers.Select(item => item!["objectId"]!.GetValue<string>()).ToList();
        ids[1].ShouldNotBe(ids[0]);
        (ids[2], ids[3]).ShouldBe((ids[1], ids[0]));
    }

    [Fact]
    public void Table_rows_of_a_column_class_are_all_kept()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"c","title":"C","tool":"text","columnField":true}]}""");

        var stored = Import("""{"data":"x","classifications":[{"schemaId":"c","answer":"a","row":0},{"schemaId":"c","answer":"b","row":1}]}""", ImportContext(schema)).Json();

        stored["classifications"]!.AsArray().Select(item => item!["row"]!.GetValue<int>()).ShouldBe([0, 1]);
    }

    [Fact]
    public void Object_of_a_paged_asset_without_a_page_is_on_the_first() =>
        Import("""{"data":"x","objects":[{"schemaId":"t_nose","point":[1,2]}]}""", ImportContext() with { Layout = PageLayout.Pages })
            .OnlyObject()["page"]!.GetValue<int>().ShouldBe(0);

    [Fact]
    public void Ranking_keeps_its_order_and_its_ties()
    {
        var stored = Import("""{"data":"x","classifications":[{"schemaId":"c_rank","answer":["Response 3","o_r1","Response 2"],"answerRanks":[1,2,2]}]}""").Json();

        stored["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe("""["Response 3","Response 1","Response 2"]""");
        stored["classifications"]![0]!["answerRanks"]!.ToJsonString().ShouldBe("[1,2,2]");
    }

    [Theory]
    [InlineData("boolean", "true", "true")]
    [InlineData("instance", "[\"a\",\"b\"]", "[\"a\",\"b\"]")]
    [InlineData("oracle", "[\"a\"]", "[\"a\"]")]
    [InlineData("upload", "\"files/a.pdf\"", "\"files/a.pdf\"")]
    public void Rarer_answers_keep_their_shape(string tool, string given, string stored)
    {
        var schema = ParseSchema($$"""{"classifications":[{"schemaId":"c","title":"C","tool":"{{tool}}"}]}""");

        Import($$"""{"data":"x","classifications":[{"schemaId":"c","answer":{{given}}}]}""", ImportContext(schema))
            .Json()["classifications"]![0]!["answer"]!.ToJsonString().ShouldBe(stored);
    }

    [Theory]
    [InlineData("boolean", "\"true\"", "true or false")]
    [InlineData("text", "7", "text")]
    [InlineData("radio", "[\"a\",\"b\"]", "text")]
    [InlineData("checkbox", "true", "a list")]
    public void Answer_of_another_type_is_refused(string tool, string given, string wanted)
    {
        var schema = ParseSchema($$"""{"classifications":[{"schemaId":"c","title":"C","tool":"{{tool}}"}]}""");

        var error = Import($$"""{"data":"x","classifications":[{"schemaId":"c","answer":{{given}}}]}""", ImportContext(schema)).Errors.ShouldHaveSingleItem();

        (error.Code, error.Message).ShouldBe(("O2", $"Answer of \"C\" must be {wanted}."));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[1,1.5]")]
    [InlineData("\"1,2\"")]
    public void Ranks_that_do_not_fit_the_answer_are_refused(string ranks) =>
        Import($$"""{"data":"x","classifications":[{"schemaId":"c_rank","answer":["Response 3","Response 2"],"answerRanks":{{ranks}}}]}""")
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("O2");

    [Theory]
    [InlineData("\"ABC\"")]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"text":"ABC","confidence":"high"}""")]
    public void Recognised_text_of_another_shape_is_refused(string ocr) =>
        Import($$"""{"data":"x","objects":[{"schemaId":"t_vehicle","bounding-box":{"x":1,"y":2,"width":3,"height":4},"ocr":{{ocr}}}]}""")
            .Errors.ShouldHaveSingleItem().Code.ShouldBe("F1");
}
