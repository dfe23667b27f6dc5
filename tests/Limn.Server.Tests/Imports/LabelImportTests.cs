using System.Net;
using System.Text;
using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Imports;

public sealed class LabelImportTests(LimnApplication limn)
{
    [Fact]
    public async Task Labels_land_in_tasks_of_start_and_of_the_first_label_stage()
    {
        var project = await TestProject.CreateAsync(limn);
        var start = await project.AddTaskAsync("Start", "a.png");
        var label = await project.AddTaskAsync("Label", "b.png");

        var reply = await ImportAsync(project, Line("a.png"), Line("b.png"));

        reply.GetProperty("project").GetString().ShouldBe("2 / 2 tasks are labeled.");
        reply.GetProperty("errors").GetArrayLength().ShouldBe(0);
        foreach (var id in new[] { start, label })
        {
            var task = await project.ReadAsync(id);
            (task.IsPreLabeled, task.IsDraft, task.AssigneeId).ShouldBe((true, false, null));
            var tool = (await AnswerAsync(id)).RootElement.GetProperty("tools")[0];
            tool.GetProperty("metadata").GetProperty("createdBy").GetString().ShouldBe("import");
            (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, id, CancellationToken.None))).ShouldBeNull();
            (await limn.InDatabaseAsync(db => db.Revisions.SingleAsync(revision => revision.TaskId == id))).Origin.ShouldBe(RevisionOrigin.Import);
        }

        (await limn.InDatabaseAsync(db => db.Assets.CountAsync(asset => asset.ProjectId == project.Id && asset.IsPreLabeled))).ShouldBe(2);
    }

    [Fact]
    public async Task Import_replaces_what_was_imported_before()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Start", "a.png");

        await ImportAsync(project, Line("a.png", boxes: 3));
        await ImportAsync(project, Line("a.png", boxes: 1));

        (await AnswerAsync(task)).RootElement.GetProperty("tools").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Asset_is_found_by_id_then_data_then_external_id()
    {
        var project = await TestProject.CreateAsync(limn);
        var tasks = await project.AddTasksAsync(4, "Start");
        var assets = await limn.InDatabaseAsync(db => db.Assets.Where(asset => asset.ProjectId == project.Id).OrderBy(asset => asset.Id).ToListAsync());

        var reply = await ImportAsync(
            project,
            $$"""{"assetId":"{{assets[0].Id}}","externalId":"2.png",{{Boxes(1)}}}""",
            $$"""{"data":"{{assets[1].Data}}",{{Boxes(1)}}}""",
            $$"""{"data":"{{assets[2].Data}}?signature=1&expires=2","externalId":"1.png",{{Boxes(1)}}}""",
            $$"""{"data":"https://elsewhere.example.com/x.png","externalId":"4.png",{{Boxes(1)}}}""");

        reply.GetProperty("project").GetString().ShouldBe("4 / 4 tasks are labeled.");
        foreach (var task in tasks)
        {
            (await project.ReadAsync(task)).IsPreLabeled.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task All_assets_with_the_external_id_are_labelled()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTaskAsync("Start", "same.png");
        await project.AddTaskAsync("Start", "same.png");

        (await ImportAsync(project, Line("same.png"))).GetProperty("project").GetString().ShouldBe("2 / 2 tasks are labeled.");
    }

    [Fact]
    public async Task Wrong_lines_are_refused_whole_with_their_place_and_the_others_imported()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTaskAsync("Start", "good.png");
        var bad = await project.AddTaskAsync("Start", "bad.png");

        var reply = await ImportAsync(
            project,
            Line("good.png"),
            """{"externalId":"bad.png","objects":[{"schemaId":"box1","bounding-box":{"x":1,"y":1,"width":1,"height":1}},{"schemaId":"nope","bounding-box":{"x":1,"y":1,"width":1,"height":1}}]}""",
            Line("unknown.png"),
            """{"objects":[]}""",
            "17");

        reply.GetProperty("project").GetString().ShouldBe("1 / 5 tasks are labeled.");
        reply.GetProperty("errors").EnumerateArray().Select(error => (
            error.GetProperty("line").GetInt32(), error.GetProperty("path").GetString(), error.GetProperty("code").GetString())).ShouldBe(
            [(2, "objects[1]", "C1"), (3, "", "A1"), (4, "", "A2"), (5, "", "F1")]);
        reply.GetProperty("errors")[1].GetProperty("message").GetString().ShouldBe("No asset matches externalId \"unknown.png\".");
        (await project.ReadAsync(bad)).IsPreLabeled.ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_class_is_kept_when_the_import_asks_for_it()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Start", "a.png");
        const string line = """{"externalId":"a.png","objects":[{"schemaId":"nope","bounding-box":{"x":1,"y":1,"width":1,"height":1}}]}""";

        await PostAsync(project, $$"""{"project":"{{project.Id}}","jsonContent":[{{line}}]}""", "?unknownClass=keep");

        (await AnswerAsync(task)).RootElement.GetProperty("tools")[0].GetProperty("schemaId").GetString().ShouldBe("nope");
    }

    [Theory]
    [InlineData("Review")]
    [InlineData("Complete")]
    public async Task Tasks_with_work_done_are_passed_over_with_a_warning(string stage)
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTaskAsync(stage, "a.png");
        await project.AddTaskAsync("Label", "a.png", task => task.AssigneeId = project.Owner.Id);
        await project.AddTaskAsync("Label", "a.png", task => task.IsDraft = true);

        var reply = await ImportAsync(project, Line("a.png"));

        reply.GetProperty("project").GetString().ShouldBe("0 / 3 tasks are labeled.");
        reply.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()).ShouldBe(["W3", "W3", "W3"]);
    }

    [Fact]
    public async Task Completed_lines_send_their_tasks_on_with_a_record()
    {
        var project = await TestProject.CreateAsync(limn);
        var start = await project.AddTaskAsync("Start", "a.png");
        var label = await project.AddTaskAsync("Label", "b.png");

        await ImportAsync(project, Line("a.png", status: "Completed"), Line("b.png", status: "Completed"));

        (await project.ReadAsync(start)).StageId.ShouldBe("Label");
        (await project.ReadAsync(label)).StageId.ShouldBe("Review");
        var record = (await project.HistoryAsync(label)).ShouldHaveSingleItem();
        (record.StageId, record.CompletedBy).ShouldBe(("Label", "import"));
        record.Document.ToString().ShouldContain("bounding-box");
    }

    [Fact]
    public async Task Completed_line_whose_task_cannot_go_on_is_refused()
    {
        var project = await TestProject.CreateAsync(
            limn, """[{"id":"Start","type":"Start","next":[null]},{"id":"Label","type":"Label","next":["Complete"]},{"id":"Complete","type":"Complete"}]""");
        var task = await project.AddTaskAsync("Start", "a.png");

        var reply = await ImportAsync(project, Line("a.png", status: "Completed"));

        reply.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("Output 1 of \"Start\" is not connected.");
        (await project.ReadAsync(task)).IsPreLabeled.ShouldBeFalse();
    }

    [Fact]
    public async Task Thousands_of_lines_are_imported_over_several_chunks()
    {
        const int count = 1234;
        var project = await TestProject.CreateAsync(limn);
        await project.AddTasksAsync(count, "Start");

        var reply = await ImportAsync(project, [.. Enumerable.Range(1, count).Select(number => Line($"{number}.png", boxes: 2))]);

        reply.GetProperty("project").GetString().ShouldBe($"{count} / {count} tasks are labeled.");
        (await limn.InDatabaseAsync(db => db.Revisions.CountAsync(revision => revision.ProjectId == project.Id))).ShouldBe(count);
    }

    [Fact]
    public async Task Later_line_about_the_same_task_stands()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Start", "a.png");

        await ImportAsync(project, Line("a.png", boxes: 3), Line("a.png", boxes: 2));

        (await AnswerAsync(task)).RootElement.GetProperty("tools").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Reports_end_after_a_thousand_entries()
    {
        var project = await TestProject.CreateAsync(limn);

        var reply = await ImportAsync(project, [.. Enumerable.Range(1, 1100).Select(number => Line($"{number}.png"))]);

        reply.GetProperty("project").GetString().ShouldBe("0 / 1100 tasks are labeled.");
        reply.GetProperty("errors").GetArrayLength().ShouldBe(1000);
    }

    [Theory]
    [InlineData("""{"project":"PID","labels":[LINE]}""")]
    [InlineData("""{"labels":[LINE],"project":"PID"}""")]
    [InlineData("""{"project":"PID","jsonContent":LINE}""")]
    [InlineData("""{"project":"PID","jsonContent":"[TEXT]"}""")]
    [InlineData("""{"project":"PID","jsonContent":[{"externalId":"a.png","answer":{"tools":[{"title":"Car","bounding-box":{"x":1,"y":2,"width":3,"height":4}}]}}]}""")]
    public async Task Every_documented_form_of_the_body_is_read(string form)
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTaskAsync("Start", "a.png");
        var line = Line("a.png");
        var body = form.Replace("PID", project.Id.ToString()).Replace("LINE", line).Replace("TEXT", JsonEncodedText.Encode(line).ToString());

        (await PostAsync(project, body)).Data.GetProperty("project").GetString().ShouldBe("1 / 1 tasks are labeled.");
    }

    [Theory]
    [InlineData("""{"project":"PID"}""", "J1")]
    [InlineData("""{"project":"PID","jsonContent":7}""", "J1")]
    [InlineData("""{"project":"PID","jsonContent":"no json"}""", "J1")]
    public async Task Body_without_a_list_is_refused(string form, string code)
    {
        var project = await TestProject.CreateAsync(limn);

        var answer = await PostAsync(project, form.Replace("PID", project.Id.ToString()));

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldContain("JSON list");
        answer.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task Broken_json_imports_nothing()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Start", "a.png");

        (await PostAsync(project, $$"""{"project":"{{project.Id}}","jsonContent":[{{Line("a.png")}},]}""")).FailsWith(HttpStatusCode.BadRequest);

        (await project.ReadAsync(task)).IsPreLabeled.ShouldBeFalse();
    }

    [Fact]
    public async Task Lead_importing_gets_403_and_strangers_404()
    {
        var project = await TestProject.CreateAsync(limn);
        var lead = await project.AddMemberAsync(ProjectRole.Lead);
        var stranger = await limn.AddOwnerAsync();
        var body = new { project = project.Id.ToString(), jsonContent = Array.Empty<object>() };

        (await lead.Api.PostAsync("/v2/import/labels", body)).FailsWith(HttpStatusCode.Forbidden);
        (await stranger.Api.PostAsync("/v2/import/labels", body)).FailsWith(HttpStatusCode.NotFound);
    }

    private static string Line(string externalId, int boxes = 1, string? status = null) =>
        $$"""{"externalId":"{{externalId}}",{{(status is null ? "" : $"\"status\":\"{status}\",")}}{{Boxes(boxes)}}}""";

    private static string Boxes(int count) => $"\"objects\":[{string.Join(',', Enumerable.Range(1, count).Select(Box))}]";

    private static string Box(int x) => $$$"""{"schemaId":"box1","bounding-box":{"x":{{{x}}},"y":1,"width":2,"height":3}}""";

    private static async Task<JsonElement> ImportAsync(TestProject project, params string[] lines) =>
        (await PostAsync(project, $$"""{"project":"{{project.Id}}","jsonContent":[{{string.Join(',', lines)}}]}""")).Data;

    private static async Task<ApiAnswer> PostAsync(TestProject project, string body, string query = "")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await project.Owner.Api.PostAsync($"/v2/import/labels{query}", content);
    }

    private async Task<JsonDocument> AnswerAsync(TaskId task) =>
        (await limn.InDatabaseAsync(db => db.Answers.AsNoTracking().SingleAsync(answer => answer.TaskId == task))).Document.ToDocument();
}
