using System.Net;
using Limn.Server.Tests.Assets;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Tasks;

public sealed class TaskFilterTests(FilteredProject world) : IClassFixture<FilteredProject>
{
    [Theory]
    [InlineData("{}", "Alpha.png beta.png gamma.jpg done")]
    [InlineData("""{"stage":"Label"}""", "Alpha.png beta.png")]
    [InlineData("""{"stage":["Complete","Review"]}""", "gamma.jpg done")]
    [InlineData("""{"stage":{"nin":["Complete","Review"]}}""", "Alpha.png beta.png")]
    [InlineData("""{"stage":{"$ne":"Label"}}""", "gamma.jpg done")]
    [InlineData("""{"stageType":"Review"}""", "gamma.jpg")]
    [InlineData("""{"stage_type":{"ne":"Label"}}""", "gamma.jpg done")]
    [InlineData("""{"status":"Completed"}""", "done")]
    [InlineData("""{"status":"completed"}""", "done")]
    [InlineData("""{"status":{"ne":"Completed"}}""", "Alpha.png beta.png gamma.jpg")]
    [InlineData("""{"status":["TODO","Completed"]}""", "Alpha.png beta.png gamma.jpg done")]
    [InlineData("""{"status":"READY"}""", "Alpha.png beta.png gamma.jpg done")]
    [InlineData("""{"status":"PCT_SUBMIT_WAITING"}""", "")]
    [InlineData("""{"review_status":"Rejected"}""", "gamma.jpg")]
    [InlineData("""{"reviewStatus":{"in":["Rejected","Accepted"]}}""", "gamma.jpg done")]
    [InlineData("""{"batches":"One"}""", "Alpha.png beta.png")]
    [InlineData("""{"batches":["One","Two"]}""", "Alpha.png beta.png")]
    [InlineData("""{"batches":{"all":["One","Two"]}}""", "beta.png")]
    [InlineData("""{"batches":{"nin":["Two"]}}""", "Alpha.png gamma.jpg done")]
    [InlineData("""{"batches":{"isEmpty":true}}""", "gamma.jpg done")]
    [InlineData("""{"batches":{"exists":true}}""", "Alpha.png beta.png")]
    [InlineData("""{"assignee":null}""", "beta.png gamma.jpg done")]
    [InlineData("""{"assignee":{"exists":true}}""", "Alpha.png")]
    [InlineData("""{"assignee":"nobody@example.org"}""", "")]
    [InlineData("""{"externalId":"beta.png"}""", "beta.png")]
    [InlineData("""{"externalId":{"contains":".PNG"}}""", "Alpha.png beta.png")]
    [InlineData("""{"externalId":{"notContains":".png"}}""", "gamma.jpg done")]
    [InlineData("""{"externalId":{"startsWith":"alpha"}}""", "Alpha.png")]
    [InlineData("""{"externalId":{"endsWith":"jpg"}}""", "gamma.jpg")]
    [InlineData("""{"externalId":{"regex":"^(beta|gamma)[.](png|jpg)$"}}""", "beta.png gamma.jpg")]
    [InlineData("""{"externalId":{"contains":"%"}}""", "")]
    [InlineData("""{"priority":{"gte":10}}""", "Alpha.png")]
    [InlineData("""{"priority":{"gt":-1,"lt":10}}""", "beta.png gamma.jpg done")]
    [InlineData("""{"duration":{"from":5000,"to":5000}}""", "beta.png")]
    [InlineData("""{"isSkipped":true}""", "beta.png")]
    [InlineData("""{"isSkipped":{"ne":true},"stage":"Label"}""", "Alpha.png")]
    [InlineData("""{"isPreLabeled":true}""", "gamma.jpg")]
    [InlineData("""{"isBenchmark":false}""", "Alpha.png beta.png gamma.jpg done")]
    [InlineData("""{"type":"consensus"}""", "")]
    [InlineData("""{"taskType":["default"]}""", "Alpha.png beta.png gamma.jpg done")]
    [InlineData("""{"completedAt":{"$gt":"2026-01-15T00:00:00.000000Z","$lt":"2026-01-17T00:00:00Z"}}""", "done")]
    [InlineData("""{"completedAt":{"exists":false}}""", "Alpha.png beta.png gamma.jpg")]
    [InlineData("""{"completedBy":"bo@example.org"}""", "done")]
    [InlineData("""{"createdAt":{"lt":"2020-01-01T00:00:00Z"}}""", "")]
    [InlineData("""{"openIssuesCount":{"gt":0}}""", "")]
    [InlineData("""{"openIssuesCount":0}""", "Alpha.png beta.png gamma.jpg done")]
    public async Task Filter_selects(string filter, string expected)
    {
        (await NamesAsync($"filter={Uri.EscapeDataString(filter)}")).ShouldBe(Split(expected), ignoreOrder: true);
        var data = (await world.Owner.Api.GetAsync($"/v2/project/{world.Project}/tasks?filters={Uri.EscapeDataString(filter)}&limit=1")).Data;
        data.GetProperty("total").GetInt32().ShouldBe(Split(expected).Length, "the count follows the filter");
    }

    [Theory]
    [InlineData("status%5Beq%5D=Completed", "done")]
    [InlineData("status=todo", "Alpha.png beta.png gamma.jpg")]
    [InlineData("stage=Complete", "done")]
    [InlineData("batches=%5B%22One%22%5D", "Alpha.png beta.png")]
    [InlineData("batches=One,Two", "Alpha.png beta.png")]
    [InlineData("stage=Complete&filter=%7B%22stage%22%3A%20%5B%22Label%22%5D%7D", "Alpha.png beta.png")]
    public async Task Older_parameter_selects(string query, string expected) =>
        (await NamesAsync(query)).ShouldBe(Split(expected), ignoreOrder: true);

    [Fact]
    public async Task People_and_ids_are_found()
    {
        (await NamesAsync($"assignee={world.Owner.Email}")).ShouldBe(["Alpha.png"]);
        (await NamesAsync($$"""filter={"assignee":["{{world.Owner.Email.ToUpperInvariant()}}"]}""")).ShouldBe(["Alpha.png"]);
        (await NamesAsync($$"""filter={"taskId":["{{world.Ids["done"]}}","{{world.Ids["beta.png"]}}"]}""")).ShouldBe(["done", "beta.png"], ignoreOrder: true);
        (await NamesAsync($$"""filter={"createdBy":"{{world.Owner.Email}}"}""")).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"passwordHash":"a"}""", "passwordHash")]
    [InlineData("""{"organization.owner":"a"}""", "organization.owner")]
    [InlineData("""{"stage":{"like":"L"}}""", "like")]
    [InlineData("""{"stage":5}""", "stage")]
    [InlineData("""{"priority":"high"}""", "priority")]
    [InlineData("""{"priority":{"contains":1}}""", "priority")]
    [InlineData("""{"isSkipped":"yes"}""", "isSkipped")]
    [InlineData("""{"status":{"gt":"TODO"}}""", "status")]
    [InlineData("""{"taskId":"123"}""", "taskId")]
    [InlineData("""{"batches":["Nope"]}""", "batches")]
    [InlineData("""{"createdAt":{"gt":"yesterday"}}""", "createdAt")]
    [InlineData("""{"externalId":{"regex":"(a+)+\\1$"}}""", "externalId")]
    [InlineData("""{"externalId":{"regex":"("}}""", "externalId")]
    [InlineData("""{broken""", "JSON")]
    [InlineData("""["stage"]""", "object")]
    public async Task Filter_that_is_not_understood_is_refused_by_name(string filter, string named) =>
        (await world.Owner.Api.GetAsync($"/v2/project/{world.Project}/tasks?filter={Uri.EscapeDataString(filter)}"))
            .FailsWith(HttpStatusCode.BadRequest).ShouldContain(named);

    private Task<List<string>> NamesAsync(string query) => world.Owner.TaskNamesAsync(world.Project, $"{query}&limit=100");

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
