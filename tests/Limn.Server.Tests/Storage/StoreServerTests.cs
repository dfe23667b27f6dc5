using System.Net;
using System.Net.Http.Headers;
using Limn.Server.Files;
using Limn.Server.Plugins;
using Limn.Server.Storage;
using Limn.Server.Tests.Exports;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Limn.Server.Tests.Storage.Servers;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

/// <summary>The whole server with its files in a store elsewhere.</summary>
public abstract class StoreServerTests
{
    [Fact]
    public async Task Files_exports_and_results_of_plugins_lie_in_the_store()
    {
        var settings = SettingsOf(await NewStoreAsync());
        await using var limn = await StartAsync(settings);

        await UploadAndReadAsync(limn);
        await ExportAsync(limn);
        await RunPluginAsync(limn);

        Directory.Exists(Path.Combine(limn.DataDirectory, "files")).ShouldBeFalse("nothing lies in the folder");
    }

    [Fact]
    public async Task Backup_of_the_store_is_restored_to_a_folder()
    {
        var settings = SettingsOf(await NewStoreAsync());
        await using var server = await Installation.StartDemoAsync(settings);
        var arguments = settings.Select(setting => $"--{setting.Key}={setting.Value}").ToArray();
        var folder = Directory.CreateTempSubdirectory("limn-backup-").FullName;
        (await server.ExamineAsync(["--hash", .. arguments])).ExitCode.ShouldBe(0);

        var backup = await server.RunAsync(["backup", folder, .. arguments]);
        backup.ExitCode.ShouldBe(0, backup.Errors);
        await using var restored = await server.NewEmptyAsync();
        (await restored.RunAsync("restore", folder)).ExitCode.ShouldBe(0);

        (await restored.ExamineAsync("--hash")).ExitCode.ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Store_that_does_not_answer_stops_the_start_with_one_line()
    {
        var wrong = Wrong(await NewStoreAsync());
        var arguments = SettingsOf(wrong).Select(setting => $"--{setting.Key}={setting.Value}").ToArray();
        await using var server = await Installation.NewAsync();

        var result = await server.RunAsync([.. arguments, "--urls=http://127.0.0.1:0"]);

        result.ExitCode.ShouldBe(1);
        result.Errors.TrimEnd().ShouldStartWith("limn: The store in Limn:Storage does not answer: ");
        result.Errors.TrimEnd().ShouldNotContain("\n");
    }

    private protected abstract Task<StorageOptions> NewStoreAsync();

    /// <summary>The same with a bucket or container that is not there.</summary>
    private protected abstract StorageOptions Wrong(StorageOptions options);

    private static (string Key, string Value)[] SettingsOf(StorageOptions options) =>
    [
        ("Limn:Storage:Provider", options.Provider.ToString()), ("Limn:Storage:Bucket", options.Bucket), ("Limn:Storage:Endpoint", options.Endpoint),
        ("Limn:Storage:AccessKey", options.AccessKey), ("Limn:Storage:SecretKey", options.SecretKey), ("Limn:Storage:Container", options.Container),
        ("Limn:Storage:ConnectionString", options.ConnectionString),
    ];

    private static Task<LimnApplication> StartAsync((string Key, string Value)[] settings) => LimnApplication.StartAsync(limn =>
    {
        foreach (var (key, value) in settings)
        {
            limn.With(key, value);
        }
    });

    private static async Task UploadAndReadAsync(LimnApplication limn)
    {
        var content = new byte[(8 << 20) + 1000];
        new Random(1).NextBytes(content);
        var (owner, project) = await limn.AddProjectAsync();
        var url = (await owner.Api.GetAsync($"/v2/getUploadUrl?name=clip.mp4&project={project}&type=assets")).Data.GetProperty("uploadUrl").GetString()!;
        await PluginScene.PutAsync(url, content);

        using var request = new HttpRequestMessage(HttpMethod.Get, FileAddress.WithoutQuery(url)) { Headers = { Range = new RangeHeaderValue(8 << 20, (8 << 20) + 99) } };
        using var part = await owner.Api.Http.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(content[(8 << 20)..((8 << 20) + 100)]);
        (await owner.Api.Http.GetByteArrayAsync(new Uri(FileAddress.WithoutQuery(url)))).ShouldBe(content);
    }

    private static async Task ExportAsync(LimnApplication limn)
    {
        var scene = await ExportScene.CreateAsync(limn);
        await scene.AddTasksAsync(20);

        using var zip = await scene.OpenAsync();

        zip.Entries.ShouldNotBeEmpty();
    }

    private static async Task RunPluginAsync(LimnApplication limn)
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var result = await scene.UploadAsync(run, [1, 2, 3, 4]);

        await plugin.RespondAsync(new { export = true, response = result, session = run.Session });

        var ended = await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        (await scene.Manager.Api.Http.GetByteArrayAsync(new Uri(ended.GetProperty("downloadUrl").GetString()!, UriKind.Relative))).ShouldBe([1, 2, 3, 4]);
    }
}

[Collection(S3Tests.Name)]
public sealed class S3ServerTests(S3Server server) : StoreServerTests
{
    private protected override Task<StorageOptions> NewStoreAsync() => server.NewBucketAsync();

    private protected override StorageOptions Wrong(StorageOptions options)
    {
        options.Bucket = "nowhere";
        return options;
    }
}

[Collection(AzureTests.Name)]
public sealed class AzureServerTests(AzureServer server) : StoreServerTests
{
    private protected override Task<StorageOptions> NewStoreAsync() => server.NewContainerAsync();

    private protected override StorageOptions Wrong(StorageOptions options)
    {
        options.Container = "nowhere";
        return options;
    }
}
