using System.Text.Json;
using Limn.Server.Database;
using Limn.Server.Jobs;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Doctor;

/// <summary>Each thing that can be wrong with an installation, and the doctor run as its own process.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private Installation server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await Installation.StartDemoAsync();
        await Eventually.TrueAsync(() => server.Limn.InDatabaseAsync(async db => !await db.Outbox.AnyAsync()), "the outbox is empty");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Sound_installation_is_well()
    {
        var (exitCode, report) = await server.ExamineAsync("--hash", "--idle");

        exitCode.ShouldBe(0, report.GetRawText());
        report.GetProperty("healthy").GetBoolean().ShouldBeTrue();
        foreach (var (name, atLeast) in new[] { ("database", 1), ("keys", 1), ("files", 10), ("blobs", 10), ("answers", 10), ("statistics", 3) })
        {
            Check(report, name).GetProperty("checked").GetInt64().ShouldBeGreaterThanOrEqualTo(atLeast, name);
        }

        report.GetProperty("counts").GetProperty("revisions").GetInt64().ShouldBeGreaterThan(0);
        report.GetProperty("digests").GetProperty("files").GetString()!.Length.ShouldBe(64);
        var table = (await server.RunAsync("doctor")).Output;
        table.ShouldContain("All is well.");
        table.ShouldContain("revisions");
    }

    [Fact]
    public async Task Altered_blob_is_found_by_its_hash()
    {
        var (key, path) = await AnyBlobAsync();
        await using (var file = File.Open(path, FileMode.Open))
        {
            file.Seek(file.Length / 2, SeekOrigin.Begin);
            var old = file.ReadByte();
            file.Seek(-1, SeekOrigin.Current);
            file.WriteByte((byte)(old ^ 1));
        }

        (await server.ExamineAsync()).ExitCode.ShouldBe(0, "its size is right");
        await ExpectAsync("files", $"File {key} was altered: its hash is another.", "--hash");
    }

    [Fact]
    public async Task Cut_blob_is_found()
    {
        var (key, path) = await AnyBlobAsync();
        var size = new FileInfo(path).Length;
        await using (var file = File.Open(path, FileMode.Open))
        {
            file.SetLength(10);
        }

        await ExpectAsync("files", $"File {key} has 10 bytes of {size}.");
    }

    [Fact]
    public async Task Missing_blob_is_found()
    {
        var (key, path) = await AnyBlobAsync();
        File.Delete(path);

        await ExpectAsync("files", $"File {key} has no bytes.");
    }

    [Fact]
    public async Task Missing_file_of_an_asset_is_found()
    {
        var (key, _) = await AnyBlobAsync();
        var asset = await server.Limn.InDatabaseAsync(db => db.Assets.Where(asset => asset.FileKey == key).Select(asset => asset.Id).SingleAsync());
        await server.Limn.InDatabaseAsync(db => db.Files.Where(file => file.Key == key).ExecuteDeleteAsync());

        await ExpectAsync("files", $"Asset {asset} names a file that is not there.");
    }

    [Fact]
    public async Task Old_blob_of_no_file_is_counted_and_not_wrong()
    {
        var (_, path) = await AnyBlobAsync();
        var unknown = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileName(Path.GetDirectoryName(path))}{Guid.NewGuid():N}"[..32] + ".png");
        File.Copy(path, unknown);
        (await NotesAsync()).ShouldBeEmpty("it may belong to an upload under way");

        File.SetLastWriteTimeUtc(unknown, DateTime.UnixEpoch);

        (await NotesAsync()).ShouldBe([$"1 blobs older than a day, with {new FileInfo(path).Length} bytes, belong to no file."]);
    }

    [Fact]
    public async Task Altered_revision_is_found()
    {
        var task = await AnyTaskAsync();
        await server.Limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task)
            .ExecuteUpdateAsync(update => update.SetProperty(revision => revision.By, "somebody@example.org")));

        await ExpectAsync("answers", $"Task {task}: Revision 1 was altered.");
    }

    [Fact]
    public async Task Missing_revision_is_found()
    {
        var task = await AnyTaskAsync();
        await server.Limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task).ExecuteDeleteAsync());

        await ExpectAsync("answers", $"Task {task}: The answer names revision 1, the log ends at 0.");
    }

    [Fact]
    public async Task Answer_that_was_changed_beside_its_log_is_found()
    {
        var task = await AnyTaskAsync();
        await server.Limn.InDatabaseAsync(db => db.Answers.Where(answer => answer.TaskId == task)
            .ExecuteUpdateAsync(update => update.SetProperty(answer => answer.Document, RawJson.Parse(TestWorld.EmptyAnswer))));

        await ExpectAsync("answers", $"Task {task}: The answer is not the one that its revisions lead to.");
    }

    [Fact]
    public async Task Revisions_without_an_answer_are_found()
    {
        var task = await AnyTaskAsync();
        await server.Limn.InDatabaseAsync(db => db.Answers.Where(answer => answer.TaskId == task).ExecuteDeleteAsync());

        await ExpectAsync("answers", $"Task {task} has revisions and no answer.");
    }

    [Fact]
    public async Task Wrong_statistics_are_found()
    {
        var count = await server.Limn.InDatabaseAsync(db => db.StageCounts.AsNoTracking().FirstAsync(count => count.Tasks > 0));
        await server.Limn.InDatabaseAsync(db => db.StageCounts.Where(row => row.ProjectId == count.ProjectId && row.StageId == count.StageId)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.Tasks, count.Tasks + 1)));

        await ExpectAsync("statistics", $"Stage {count.StageId} of project {count.ProjectId} has {count.Tasks} tasks and its statistics say {count.Tasks + 1}.");
    }

    [Fact]
    public async Task Work_that_waits_is_wrong_only_where_nothing_should_be_under_way()
    {
        var owner = await server.Limn.AddOwnerAsync();
        var job = new Job
        {
            Id = Id.New<Job>(TimeProvider.System), OrganizationId = owner.OrganizationId, UserId = owner.Id, Kind = "test", Input = RawJson.EmptyObject,
            State = JobState.Running, LeaseOwner = "gone", LeaseUntil = TimeProvider.System.GetUtcNow().AddHours(1), CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await server.Limn.InDatabaseAsync(db =>
        {
            db.Jobs.Add(job);
            return db.SaveChangesAsync();
        });
        Check((await server.ExamineAsync()).Report, "work").GetProperty("waiting").GetInt64().ShouldBe(0, "its lease is good");

        await server.StopAsync();
        await server.InDatabaseAsync(db => db.Jobs.ExecuteUpdateAsync(update => update.SetProperty(row => row.LeaseUntil, DateTimeOffset.UnixEpoch)));

        var (exitCode, report) = await server.ExamineAsync();
        exitCode.ShouldBe(0);
        Check(report, "work").GetProperty("waiting").GetInt64().ShouldBe(1);
        await ExpectAsync("work", $"Job {job.Id} is Running and nobody works on it.", "--idle");
    }

    [Fact]
    public async Task Lost_key_ring_is_found()
    {
        Assert.SkipWhen(LimnApplication.UsesPostgres, "With PostgreSQL the key ring lies in the database, and is lost only with it.");
        await server.StopAsync();
        Directory.Delete(Path.Combine(server.DataDirectory, "keys"), recursive: true);

        await ExpectAsync("keys", "The key ring does not open the setting files.signing-key: the folder keys is not this database's.");

        Directory.EnumerateFiles(server.DataDirectory, "key-*", SearchOption.AllDirectories).ShouldBeEmpty("the doctor changes nothing");
    }

    [Fact]
    public async Task Missing_database_is_said_and_not_made()
    {
        await using var empty = await server.NewEmptyAsync();

        var (exitCode, report) = await empty.ExamineAsync();

        exitCode.ShouldBe(1);
        Check(report, "database").GetProperty("findings").GetInt64().ShouldBeGreaterThan(0);
        File.Exists(Path.Combine(empty.DataDirectory, "limn.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("doctor", "--hsah")]
    [InlineData("docter")]
    [InlineData("backup")]
    [InlineData("backup", "folder", "--keep=many")]
    public async Task Wrong_command_is_refused_in_one_line(params string[] arguments)
    {
        var result = await server.RunAsync(arguments);

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldStartWith("limn: ");
        result.Errors.TrimEnd().ShouldNotContain("\n");
    }

    private async Task ExpectAsync(string check, string finding, params string[] switches)
    {
        var (exitCode, report) = await server.ExamineAsync(switches);
        exitCode.ShouldBe(1, report.GetRawText());
        report.GetProperty("healthy").GetBoolean().ShouldBeFalse();
        Check(report, check).GetProperty("examples").EnumerateArray().Select(line => line.GetString()).ShouldContain(finding);
    }

    private async Task<List<string?>> NotesAsync()
    {
        var (exitCode, report) = await server.ExamineAsync();
        exitCode.ShouldBe(0);
        return [.. Check(report, "blobs").GetProperty("notes").EnumerateArray().Select(line => line.GetString())];
    }

    private static JsonElement Check(JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);

    private Task<TaskId> AnyTaskAsync() => server.Limn.InDatabaseAsync(db => db.Answers.Where(answer => answer.Revision == 1).Select(answer => answer.TaskId).FirstAsync());

    private async Task<(string Key, string Path)> AnyBlobAsync()
    {
        var file = await server.Limn.InDatabaseAsync(db => db.Files.AsNoTracking().FirstAsync(file => file.StoredAt != null));
        return (file.Key, Directory.EnumerateFiles(server.DataDirectory, Path.GetFileName(file.BlobKey!), SearchOption.AllDirectories).Single());
    }
}
