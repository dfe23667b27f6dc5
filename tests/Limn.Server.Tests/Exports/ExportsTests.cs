using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Limn.Server.Database;
using Limn.Server.Jobs;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Exports;

public sealed class ExportsTests(LimnApplication limn)
{
    [Fact]
    public async Task Record_holds_asset_task_annotations_and_history()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(1);

        var record = (await scene.RecordsAsync()).ShouldHaveSingleItem();

        record.GetProperty("externalId").GetString().ShouldBe("Complete-0.png");
        record.GetProperty("batches").GetArrayLength().ShouldBe(0);
        var task = record.GetProperty("task");
        task.GetProperty("stage").GetString().ShouldBe("Complete");
        task.GetProperty("tools")[0].GetRawText().ShouldBe(ExportScene.Box);
        task.GetProperty("stageHistory")[0].GetProperty("stageId").GetString().ShouldBe("Start");
        task.GetProperty("stageHistory")[0].TryGetProperty("completedBy", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Addresses_of_another_projects_files_are_not_signed()
    {
        var (victim, other) = await limn.AddProjectAsync();
        var foreign = (await victim.Api.GetAsync($"/v2/getUploadUrl?name=a.png&project={other}")).Data.GetProperty("uploadUrl").GetString()!.Split('?')[0];
        var (owner, project) = await limn.AddProjectAsync();
        var own = (await owner.Api.GetAsync($"/v2/getUploadUrl?name=a.png&project={project}")).Data.GetProperty("uploadUrl").GetString()!.Split('?')[0];
        var painted = foreign.Replace("/assets/", "/painted/", StringComparison.Ordinal);
        await owner.Api.PostAsync($"/v2/project/{project}/cloud", new { assets = new[] { new { externalId = "set", data = "https://x.org/a.png", dataset = new[] { own, foreign } } } });
        var task = (await owner.AssetsAsync(project))["set"].GetProperty("labelTasks")[0].IdOf();
        await owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Empty, brushDataUrl = painted });

        var record = (await ExportScene.RecordsAsync(owner, project)).ShouldHaveSingleItem();

        record.GetProperty("dataset")[0].GetString().ShouldStartWith($"{own}?");
        record.GetProperty("dataset")[1].GetString().ShouldBe(foreign);
        record.GetProperty("task").GetProperty("brushDataUrl").GetString().ShouldBe(painted);
    }

    [Fact]
    public async Task Empty_export_is_an_empty_array_or_an_empty_entry()
    {
        var scene = await ExportScene.CreateAsync(limn);

        (await scene.RecordsAsync()).ShouldBeEmpty();
        using var lines = await scene.OpenAsync("&format=ndjson");
        lines.Entries.ShouldHaveSingleItem().Length.ShouldBe(0);
        (await scene.ExportAsync()).Data.GetProperty("taskCount").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Lines_have_no_newline_at_the_end()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(3);

        using var zip = await scene.OpenAsync("&format=ndjson");
        var text = await new StreamReader(zip.Entries[0].Open()).ReadToEndAsync();

        text.Split('\n').Length.ShouldBe(3);
        text.ShouldEndWith("}");
    }

    [Fact]
    public async Task Split_export_has_a_file_per_task()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(3);

        using var zip = await scene.OpenAsync("&format=split");

        zip.Entries.Count.ShouldBe(3);
        zip.Entries.ShouldAllBe(entry => JsonDocument.Parse(entry.Open(), default).RootElement.GetArrayLength() == 1);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("&stage=[\"Complete\"]", 2)]
    [InlineData("&stage=Complete", 2)]
    [InlineData("&stage=[\"Label\",\"Complete\"]", 5)]
    [InlineData("&stage=[\"Nowhere\"]", 0)]
    [InlineData("&stage=None", 5)]
    [InlineData("&taskTypes=[\"consensus\"]", 0)]
    [InlineData("&updatedAt={\"$lt\":\"2020-01-01T00:00:00.000000Z\"}", 3)]
    [InlineData("&updatedAt={\"$gt\":\"2019-01-01T00:00:00.000000Z\",\"$lt\":\"2019-01-02T00:00:00.000000Z\"}", 0)]
    public async Task Filters_choose_the_tasks(string query, int expected)
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(2);
        await scene.AddTasksAsync(3, "Label", new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero));

        (await scene.RecordsAsync(query)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Batches_filter_by_id_or_name_and_are_exported_by_name()
    {
        var scene = await ExportScene.CreateAsync(limn);
        var pilot = await scene.AddBatchAsync("Pilot & more");
        await scene.AddTasksAsync(2, batch: pilot);
        await scene.AddTasksAsync(1, "Label");

        var byId = await scene.RecordsAsync($"&batches=[\"{pilot}\"]");
        var byName = await scene.RecordsAsync($"&batches={Uri.EscapeDataString("[\"Pilot & more\"]")}");

        byId.Count.ShouldBe(2);
        byName.Count.ShouldBe(2);
        byId[0].GetProperty("batches")[0].GetString().ShouldBe("Pilot & more");
    }

    [Fact]
    public async Task Metadata_history_and_assets_can_be_left_out()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(1);

        var record = (await scene.RecordsAsync("&includeMetadata=false&includeHistory=false&includeAssets=false"))[0];

        record.TryGetProperty("asset", out _).ShouldBeFalse();
        record.GetProperty("task").TryGetProperty("stageHistory", out _).ShouldBeFalse();
        record.GetProperty("task").GetProperty("tools")[0].TryGetProperty("metadata", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_parameters_are_reported_together()
    {
        var scene = await ExportScene.CreateAsync(limn);

        var answer = await scene.ExportAsync("&format=xml&taskTypes=[\"gold\"]&updatedAt=yesterday");

        answer.FailsWith(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("problems").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Download_serves_ranges_without_a_key()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(2);
        var link = new Uri((await scene.ExportAsync()).Data.GetProperty("exportPath").GetString()!);
        using var http = new HttpClient();
        var whole = await http.GetByteArrayAsync(link);

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(10, 19) } };
        using var part = await http.SendAsync(request);

        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(whole[10..20]);
        part.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task Started_export_is_listed_and_notifies_when_asked()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(2);

        var job = (await scene.Manager.Api.PostAsync($"/v2/project/{scene.ProjectId}/exports", new { format = "ndjson", doNotNotify = false }));
        job.Status.ShouldBe(HttpStatusCode.Accepted);
        await WaitForAsync(scene, job.Data.GetProperty("job").GetProperty("id").GetString()!);

        var export = (await scene.Manager.Api.GetAsync($"/v2/project/{scene.ProjectId}/exports")).Data.GetProperty("exports")[0];
        export.GetProperty("taskCount").GetInt32().ShouldBe(2);
        var zip = await scene.Manager.Api.Http.GetByteArrayAsync(new Uri(export.GetProperty("downloadUrl").GetString()!, UriKind.Relative));
        zip.Length.ShouldBe((int)export.GetProperty("size").GetInt64());
        (await limn.InDatabaseAsync(db => db.Notifications.CountAsync(row => row.UserId == scene.Manager.Id && row.Kind == "export.ready"))).ShouldBe(1);
    }

    [Fact]
    public async Task Export_whose_process_died_is_taken_up_again()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(4);
        var done = (await scene.Manager.Api.PostAsync($"/v2/project/{scene.ProjectId}/exports", new { })).Data.GetProperty("job").GetProperty("id").GetString()!;
        await WaitForAsync(scene, done);

        // The row as a killed process leaves it: running, with a lease that nobody renews.
        var id = await limn.InDatabaseAsync(async db =>
        {
            var row = await db.Jobs.AsNoTracking().FirstAsync(job => job.Id == JobId.Parse(done, null));
            var dead = new Job
            {
                Id = Id.New<Job>(TimeProvider.System), OrganizationId = row.OrganizationId, ProjectId = row.ProjectId, UserId = row.UserId,
                Kind = row.Kind, Input = row.Input, State = JobState.Running, Attempts = 1, Done = 2, Total = 4, LeaseOwner = "dead",
                LeaseUntil = TimeProvider.System.GetUtcNow().AddSeconds(-1), CreatedAt = row.CreatedAt, StartedAt = row.StartedAt,
            };
            db.Jobs.Add(dead);
            await db.SaveChangesAsync();
            return dead.Id;
        });
        await limn.Services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>(id.ToString()).StartAsync();

        var job = await WaitForAsync(scene, id.ToString());
        job.GetProperty("result").GetProperty("taskCount").GetInt32().ShouldBe(4);
        (await limn.InDatabaseAsync(db => db.Jobs.Where(row => row.Id == id).Select(row => row.Attempts).SingleAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Export_sees_one_state_while_others_write()
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(1200);

        var writing = Task.Run(() => scene.AddTasksAsync(300, "Label"));
        var counts = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => (await scene.RecordsAsync()).Count));
        await writing;

        counts.ShouldAllBe(count => count == 1200 || count == 1500);
    }

    private static async Task<JsonElement> WaitForAsync(ExportScene scene, string job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var row = (await scene.Manager.Api.GetAsync($"/v2/jobs/{job}")).Data;
            if (row.GetProperty("state").GetString() is "Succeeded" or "Failed" or "Cancelled")
            {
                row.GetProperty("state").GetString().ShouldBe("Succeeded", row.GetRawText());
                return row;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
