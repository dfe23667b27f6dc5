using System.Net;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

/// <summary>A store without the files that the database knows, and settings that make no sense.</summary>
public sealed class StoreCheckTests
{
    [Fact]
    public async Task Empty_store_of_a_database_with_files_stops_the_start()
    {
        await using var server = await Installation.StartDemoAsync();
        await server.StopAsync();
        Directory.Delete(Path.Combine(server.DataDirectory, "files"), recursive: true);

        var refused = await server.RunAsync("--urls=http://127.0.0.1:0");

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldStartWith("limn: The store has none of the 12 newest files of the database: it is empty, or the wrong one.");
        refused.Errors.TrimEnd().ShouldNotContain("\n");
        await server.StartAsync(("Limn:Storage:AllowEmpty", "true"));
        (await server.Admin.GetAsync("/v2/storages")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Limn:Storage:Bucket is missing.", "--Limn:Storage:Provider=S3")]
    [InlineData("Limn:Storage:ConnectionString is missing. Limn:Storage:Container is missing.", "--Limn:Storage:Provider=Azure")]
    [InlineData("Limn:Storage:Endpoint is not an http or https address.", "--Limn:Storage:Provider=S3", "--Limn:Storage:Bucket=b", "--Limn:Storage:Endpoint=nowhere")]
    [InlineData("Limn:Storage:AccessKey and SecretKey are given both or not at all.", "--Limn:Storage:Provider=S3", "--Limn:Storage:Bucket=b", "--Limn:Storage:AccessKey=k")]
    [InlineData("Limn:Storage:ConnectionString is not one of Azure Storage.", "--Limn:Storage:Provider=Azure", "--Limn:Storage:Container=c", "--Limn:Storage:ConnectionString=nonsense")]
    [InlineData("Failed to convert configuration value", "--Limn:Storage:Provider=Floppy")]
    public async Task Setting_that_makes_no_sense_stops_the_start(string problem, params string[] arguments)
    {
        await using var server = await Installation.NewAsync();

        var refused = await server.RunAsync([.. arguments, "--urls=http://127.0.0.1:0"]);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldStartWith($"limn: Wrong configuration: {problem}");
        refused.Errors.TrimEnd().ShouldNotContain("\n");
    }
}
