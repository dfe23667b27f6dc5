using System.Net;
using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Annotations;

public sealed class AnswerLimitsTests(TightApplication tight)
{
    [Theory]
    [InlineData(TightApplication.AnswerMembers, true)]
    [InlineData(TightApplication.AnswerMembers + 1, false)]
    [InlineData(TightApplication.AnswerMembers * 6, false)]
    public async Task Answer_has_as_many_objects_as_one_may_have(int count, bool isTaken)
    {
        var project = await TestProject.CreateAsync(tight.Limn);
        var task = await project.AddTaskAsync(externalId: "a.png");
        var objects = Enumerable.Range(0, count).Select(number => (object)new Dictionary<string, object>
        {
            ["schemaId"] = "box1", ["bounding-box"] = new { x = number, y = 1, width = 2, height = 2 },
        }).ToArray();

        ShouldBeTaken(await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = new { objects } }), isTaken, $"More than {TightApplication.AnswerMembers} objects");
        (await IsImportedAsync(project, new { externalId = "b.png", objects })).ShouldBe(isTaken);
    }

    [Theory]
    [InlineData(TightApplication.AnswerBytes, true)]
    [InlineData(TightApplication.AnswerBytes + 1, false)]
    [InlineData(TightApplication.AnswerBytes + 1_000, false)]
    public async Task Answer_has_as_many_bytes_as_one_may_have(int bytes, bool isTaken)
    {
        var project = await TestProject.CreateAsync(tight.Limn);
        var task = await project.AddTaskAsync(externalId: "a.png");
        var answer = Padded(new { objects = Array.Empty<object>() }, bytes);
        var line = Padded(new { externalId = "b.png", objects = Array.Empty<object>() }, bytes);

        ShouldBeTaken(await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer }), isTaken, $"at most {TightApplication.AnswerBytes} are allowed");
        (await IsImportedAsync(project, line)).ShouldBe(isTaken);
    }

    private static async Task<bool> IsImportedAsync(TestProject project, object line)
    {
        await project.AddTaskAsync(externalId: "b.png");
        var answer = await project.Owner.Api.PostAsync("/v2/import/labels", new { project = project.Id.ToString(), jsonContent = new[] { line } });
        return answer.Data.GetProperty("errors").GetArrayLength() == 0;
    }

    /// <summary>The value with an unknown key, which is kept, so long that its compact JSON has this size.</summary>
    private static Dictionary<string, JsonElement> Padded(object value, int bytes)
    {
        var padded = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(value))!;
        padded["note"] = JsonSerializer.SerializeToElement("");
        var length = JsonSerializer.SerializeToUtf8Bytes(padded).Length;
        padded["note"] = JsonSerializer.SerializeToElement(new string('x', bytes - length));
        return padded;
    }

    private static void ShouldBeTaken(ApiAnswer answer, bool isTaken, string message)
    {
        if (isTaken)
        {
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        }
        else
        {
            answer.FailsWith(HttpStatusCode.BadRequest).ShouldContain(message);
        }
    }
}
