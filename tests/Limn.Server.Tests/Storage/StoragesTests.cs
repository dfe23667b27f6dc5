using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

public sealed class StoragesTests(LimnApplication limn)
{
    [Theory]
    [InlineData("/v2/storages")]
    [InlineData("/v2/storages/?_id=65b0d1dfa17e9516ff1c2035")]
    public async Task Organization_without_storages_has_an_empty_list(string path)
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.GetAsync(path)).Data.GetProperty("storages").GetArrayLength().ShouldBe(0);
    }
}
