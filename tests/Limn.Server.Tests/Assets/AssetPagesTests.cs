using System.Net;
using System.Text;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Assets;

public sealed class AssetPagesTests(LimnApplication limn)
{
    [Fact]
    public async Task Pages_and_overlays_come_back_in_their_order()
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body(
            """
            {"assets":[
              {"externalId":"set","dataset":["https://x.org/2.png","https://x.org/1.jpg"],
               "overlay":[["https://x.org/ir.png"],{"url":"https://x.org/depth.png","title":"Depth","opacity":0.5,"visible":false}]},
              {"data":"https://x.org/one.png"}]}
            """))).Status.ShouldBe(HttpStatusCode.Created);

        var assets = await owner.AssetsAsync(project);
        assets["set"].GetProperty("data").GetString().ShouldBe("https://x.org/2.png", "the first page stands for the asset");
        assets["set"].GetProperty("dataset").GetRawText().ShouldBe("""["https://x.org/2.png","https://x.org/1.jpg"]""");
        assets["one.png"].GetProperty("dataset").GetArrayLength().ShouldBe(0);
        var asset = (await owner.Api.GetAsync($"/v2/task/{assets["set"].GetProperty("labelTasks")[0].IdOf()}")).Data.GetProperty("task").GetProperty("asset");
        asset.GetProperty("dataset").GetArrayLength().ShouldBe(2);
        asset.GetProperty("overlay")[1].GetProperty("title").GetString().ShouldBe("Depth");
        var single = (await owner.Api.GetAsync($"/v2/task/{assets["one.png"].GetProperty("labelTasks")[0].IdOf()}")).Data.GetProperty("task").GetProperty("asset");
        single.TryGetProperty("dataset", out _).ShouldBeFalse();
        single.TryGetProperty("overlay", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"dataset":["page"]}""", "dataset")]
    [InlineData("""{"dataset":[1]}""", "dataset")]
    [InlineData("""{"dataset":"https://x.org/1.png"}""", "dataset")]
    [InlineData("""{"dataset":[]}""", "data")]
    [InlineData("""{"data":"a","overlay":["file:///etc/passwd"]}""", "overlay")]
    [InlineData("""{"data":"a","overlay":[{"title":"no address"}]}""", "overlay")]
    [InlineData("""{"data":"a","overlay":[{"url":"https://x.org/i.png","opacity":2}]}""", "overlay")]
    public async Task Wrong_pages_are_refused(string asset, string key)
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body($$"""{"assets":[{{asset}}]}"""))).FailsWith(HttpStatusCode.BadRequest)
            .ShouldContain($"assets[0].{key}");
        (await owner.AssetsAsync(project)).ShouldBeEmpty();
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
