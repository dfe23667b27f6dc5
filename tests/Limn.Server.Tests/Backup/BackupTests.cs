using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Backup;

/// <summary>Backups of a running server, brought back elsewhere, and looked at by the doctor.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("limn-backup-").FullName;
    private Installation server = null!;

    public async ValueTask InitializeAsync() => server = await Installation.StartDemoAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Backup_under_load_is_one_sound_state()
    {
        await using var load = new WritingLoad(server.Admin);
        await load.WaitForAsync(3);

        (await BackUpAsync()).ShouldContain("files");
        var begun = load.Rounds;
        await load.WaitForAsync(begun + 3);
        await BackUpAsync();
        await load.StopAsync();

        await using var first = await RestoreAsync(Generations()[0]);
        await using var second = await RestoreAsync(folder);
        foreach (var (restored, generation) in new[] { (first, Generations()[0]), (second, Generations()[1]) })
        {
            var (exitCode, report) = await restored.ExamineAsync("--hash");
            exitCode.ShouldBe(0, report.GetRawText());
            JsonSerializer.Serialize(report.GetProperty("counts")).ShouldBe(JsonSerializer.Serialize(Manifest(generation).GetProperty("rows")));
        }
    }

    [Fact]
    public async Task Restored_installation_equals_the_one_that_was_backed_up()
    {
        await Eventually.TrueAsync(() => server.Limn.InDatabaseAsync(async db => !await db.Outbox.AnyAsync()), "the outbox is empty");
        var url = (await server.Admin.GetAsync("/v2/getUploadUrl?name=a.png&type=assets")).Data.GetProperty("uploadUrl").GetString()!;
        (await server.Admin.Http.PutAsync(new Uri(url), new ByteArrayContent([1, 2, 3]))).EnsureSuccessStatusCode();
        var signed = new Uri((await server.Admin.GetAsync($"/v2/getSignedUrl?name={url}&type=assets")).Data.GetProperty("signedUrl").GetString()!);
        await BackUpAsync();
        var before = (await server.ExamineAsync("--hash")).Report;

        await using var restored = await RestoreAsync(folder);

        var after = (await restored.ExamineAsync("--hash")).Report;
        after.GetProperty("counts").GetRawText().ShouldBe(before.GetProperty("counts").GetRawText());
        after.GetProperty("digests").GetRawText().ShouldBe(before.GetProperty("digests").GetRawText());
        await restored.StartAsync();
        using var anonymous = new HttpClient();
        (await anonymous.GetByteArrayAsync(new Uri(restored.Limn.Address, signed.PathAndQuery))).ShouldBe([1, 2, 3], "addresses that were given out are still good");
        (await restored.Admin.PostAsync("/v2/project", new { name = "Life goes on" })).Data.GetProperty("project").GetProperty("name").GetString()
            .ShouldBe("Life goes on");
    }

    [Fact]
    public async Task Second_backup_copies_what_is_new()
    {
        await BackUpAsync();

        (await BackUpAsync()).ShouldContain(", 0 of them new.");
        var url = (await server.Admin.GetAsync("/v2/getUploadUrl?name=a.png&type=assets")).Data.GetProperty("uploadUrl").GetString()!;
        (await server.Admin.Http.PutAsync(new Uri(url), new ByteArrayContent([1, 2, 3]))).EnsureSuccessStatusCode();

        (await BackUpAsync()).ShouldContain(", 1 of them new.");
        Generations().Length.ShouldBe(3);
    }

    [Fact]
    public async Task Interrupted_backup_is_no_backup_and_the_next_goes_on()
    {
        await BackUpAsync();
        var generation = Generations().Single();
        File.Delete(Path.Combine(generation, "manifest.json"));
        Directory.Move(generation, generation + ".partial");
        await using var empty = await server.NewEmptyAsync();
        (await empty.RunAsync("restore", folder)).Errors.ShouldContain("There is no finished backup");

        (await BackUpAsync()).ShouldContain(", 0 of them new.");

        Generations().Length.ShouldBe(1);
        Directory.EnumerateDirectories(folder, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_backups_go_with_the_blobs_that_only_they_name()
    {
        await BackUpAsync();
        var file = await server.Limn.InDatabaseAsync(db => db.Files.AsNoTracking().FirstAsync(file => file.StoredAt != null));
        await server.Limn.InDatabaseAsync(db => db.Assets.Where(asset => asset.FileKey == file.Key).ExecuteUpdateAsync(update => update.SetProperty(asset => asset.FileKey, (string?)null)));
        await server.Limn.InDatabaseAsync(db => db.Files.Where(row => row.Key == file.Key).ExecuteDeleteAsync());
        Blobs(file.BlobKey!).ShouldHaveSingleItem();

        await BackUpAsync("--keep=1");

        Generations().Length.ShouldBe(1);
        Blobs(file.BlobKey!).ShouldBeEmpty();
        await using var restored = await RestoreAsync(folder);
        (await restored.ExamineAsync("--hash")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Restore_touches_nothing_that_is_there()
    {
        await BackUpAsync();
        var before = (await server.ExamineAsync("--hash")).Report.GetProperty("digests").GetRawText();

        var refused = await server.RunAsync("restore", folder);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain("is not empty");
        (await server.ExamineAsync("--hash")).Report.GetProperty("digests").GetRawText().ShouldBe(before);
    }

    [Fact]
    public async Task Damaged_backup_is_not_restored()
    {
        await BackUpAsync();
        var part = Manifest(Generations().Single()).GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()!)
            .First(name => name.EndsWith(".db", StringComparison.Ordinal) || name == "users.copy");
        await File.AppendAllTextAsync(Path.Combine(Generations().Single(), part), "x");
        await using var empty = await server.NewEmptyAsync();

        var refused = await empty.RunAsync("restore", folder);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain($"The backup is damaged: {part}");
        Directory.Exists(empty.DataDirectory).ShouldBeFalse();
    }

    [Fact]
    public async Task Damaged_blob_is_named_and_the_rest_restored()
    {
        await BackUpAsync();
        var blob = Directory.EnumerateFiles(Path.Combine(folder, "blobs"), "*.*", SearchOption.AllDirectories).First();
        await File.AppendAllTextAsync(blob, "x");
        await using var restored = await server.NewEmptyAsync();

        var result = await restored.RunAsync("restore", folder);

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain($"{Path.GetFileName(blob)} is damaged");
        var (exitCode, report) = await restored.ExamineAsync();
        exitCode.ShouldBe(1);
        report.GetProperty("checks").EnumerateArray().Sum(check => check.GetProperty("findings").GetInt64()).ShouldBe(1, report.GetRawText());
    }

    [Fact]
    public async Task Missing_blob_of_the_store_is_named_and_the_rest_backed_up()
    {
        var file = await server.Limn.InDatabaseAsync(db => db.Files.AsNoTracking().FirstAsync(file => file.StoredAt != null));
        File.Delete(Directory.EnumerateFiles(server.DataDirectory, Path.GetFileName(file.BlobKey!), SearchOption.AllDirectories).Single());

        var result = await server.RunAsync("backup", folder);

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain($"Blob {file.BlobKey} is missing.");
        Manifest(Generations().Single()).GetProperty("problems").GetArrayLength().ShouldBe(1);
    }

    private string[] Generations() => [.. Directory.EnumerateDirectories(folder, "2*").Order(StringComparer.Ordinal)];

    private List<string> Blobs(string key) => [.. Directory.EnumerateFiles(folder, Path.GetFileName(key), SearchOption.AllDirectories)];

    private static JsonElement Manifest(string generation) => JsonDocument.Parse(File.ReadAllText(Path.Combine(generation, "manifest.json"))).RootElement;

    private async Task<string> BackUpAsync(params string[] switches)
    {
        var result = await server.RunAsync(["backup", folder, .. switches]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result.Output;
    }

    private async Task<Installation> RestoreAsync(string from)
    {
        var target = await server.NewEmptyAsync();
        var result = await target.RunAsync("restore", from);
        result.ExitCode.ShouldBe(0, result.Errors);
        return target;
    }
}
