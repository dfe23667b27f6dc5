using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Limn.Server.Files;
using Limn.Server.Projects;
using Limn.Server.Storage;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Limn.Server.Tests.Files;

public sealed class FilesTests(LimnApplication limn, TightApplication tight)
{
    private readonly HttpClient anonymous = limn.Anonymous().Http;

    [Fact]
    public async Task File_is_uploaded_without_a_key_and_read_with_one()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "eye 1.png", "assets");

        using var upload = await PutAsync(url, "not really a picture"u8.ToArray());
        upload.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await upload.Content.ReadAsStringAsync()).ShouldBeEmpty();

        using var read = await owner.Api.Http.GetAsync(Plain(url));
        (await read.Content.ReadAsStringAsync()).ShouldBe("not really a picture");
        read.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        read.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        read.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("eye 1.png");
        read.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        read.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        read.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData("not really a picture"u8))}\"");
    }

    [Fact]
    public async Task Upload_address_has_one_parameter_that_survives_being_passed_on()
    {
        var (owner, project) = await limn.AddProjectAsync();

        var answer = await owner.Api.GetAsync($"/v2/getUploadUrl?name=a.zip&project={project}&type=exports");

        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Data.GetProperty("uploadUrl").GetString()!.ShouldMatch($"^{limn.Address}files/{owner.OrganizationId}/{project}/exports/[0-9a-f]{{32}}\\.zip\\?t=[A-Za-z0-9_-]+$");
    }

    [Fact]
    public async Task Download_address_is_given_before_the_file_is_there()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "result.zip", "exports");

        // As the Python package sends it: the whole address, unescaped.
        var answer = await owner.Api.GetAsync($"/v2/getSignedUrl?name={url}&project={project}&type=exports");
        answer.Status.ShouldBe(HttpStatusCode.Created);
        var signed = answer.Data.GetProperty("signedUrl").GetString()!;

        (await GetAsync(signed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PutAsync(url, [80, 75, 5, 6]);
        using var read = await GetAsync(signed);
        (await read.Content.ReadAsByteArrayAsync()).ShouldBe([80, 75, 5, 6]);
        read.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        read.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("result.zip");
    }

    [Theory]
    [InlineData("page.html")]
    [InlineData("picture.svg")]
    [InlineData("data.xml")]
    [InlineData("script.js")]
    [InlineData("script.mjs")]
    [InlineData("page.xhtml")]
    [InlineData("no extension")]
    public async Task File_that_a_browser_might_run_is_only_saved(string name)
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, name, "assets");
        await PutAsync(url, Encoding.UTF8.GetBytes("<script>alert(1)</script>"));

        using var read = await owner.Api.Http.GetAsync(Plain(url));

        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        read.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..\\..\\secret.png")]
    [InlineData("/absolute/path.png")]
    [InlineData("a\r\nSet-Cookie: x=1.png")]
    [InlineData("4f1c./data/scan")]
    public async Task Hostile_name_stays_a_mere_name(string name)
    {
        var (owner, project) = await limn.AddProjectAsync();

        var url = await UploadUrlAsync(owner, project, name, "assets");
        await PutAsync(url, [1, 2, 3]);

        FileAddress.KeyIn(url).ShouldNotBeNull();
        using var read = await owner.Api.Http.GetAsync(Plain(url));
        (await read.Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        read.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Ranges_and_tags_are_honoured()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "clip.mp4", "assets");
        await PutAsync(url, [.. Enumerable.Range(0, 100).Select(value => (byte)value)]);
        var signed = await SignedUrlAsync(owner, project, url);

        using var part = await GetAsync(signed, request => request.Headers.Range = new RangeHeaderValue(10, 19));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
        using var same = await GetAsync(signed, request => request.Headers.IfNoneMatch.Add(part.Headers.ETag!));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = await anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, signed));
        head.Content.Headers.ContentLength.ShouldBe(100);
        using var beyond = await GetAsync(signed, request => request.Headers.Range = new RangeHeaderValue(200, 300));
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Fact]
    public async Task Address_is_good_for_its_own_use_and_file_only()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "a.png", "assets");
        var other = await UploadUrlAsync(owner, project, "b.png", "assets");
        await PutAsync(url, [1]);
        var signed = await SignedUrlAsync(owner, project, url);

        (await PutAsync(signed, [2])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PutAsync(Plain(other) + "?" + url.Split('?')[1], [2])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PutAsync(Plain(url), [2])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PutAsync(url[..^1] + (url[^1] == 'A' ? 'B' : 'A'), [2])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync(Plain(url))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync($"{limn.Address}files/../limn.db")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync($"{limn.Address}files/%2e%2e/limn.db")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync($"{limn.Address}files/..%2flimn.db")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Foreign_file_is_unknown()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var (stranger, foreign) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "a.png", "assets");
        await PutAsync(url, [1]);

        using var read = await stranger.Api.Http.GetAsync(Plain(url));
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Api.GetAsync($"/v2/getSignedUrl?name={url}&project={foreign}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.GetAsync($"/v2/getSignedUrl?name={url}&project={project}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.GetAsync($"/v2/getSignedUrl?name={url}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.GetAsync($"/v2/getUploadUrl?name=a.png&project={project}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Members_read_files_and_others_of_the_organization_do_not()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        var outsider = await limn.AddUserAsync(owner.OrganizationId);
        var url = await UploadUrlAsync(labeler, project, "mask.png", "brushes");
        await PutAsync(url, [1]);

        (await labeler.Api.Http.GetAsync(Plain(url))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await outsider.Api.Http.GetAsync(Plain(url))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await owner.Api.DeleteAsync($"/v2/project/{project}");
        (await owner.Api.Http.GetAsync(Plain(url))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Upload_without_a_length_and_an_empty_one_and_a_second_one_are_taken()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "a.txt", "assets");

        using var chunked = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StreamContent(new MemoryStream("first"u8.ToArray())) };
        chunked.Headers.TransferEncodingChunked = true;
        (await anonymous.SendAsync(chunked)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(owner, url)).ShouldBe("first");
        (await PutAsync(url, "second"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(owner, url)).ShouldBe("second");
        (await PutAsync(url, [])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(owner, url)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TightApplication.UploadBytes, false, true)]
    [InlineData(TightApplication.UploadBytes - TightApplication.ChunkFraming, true, true)]
    [InlineData(TightApplication.UploadBytes + 1, false, false)]
    [InlineData(TightApplication.UploadBytes + 1, true, false)]
    [InlineData(TightApplication.UploadBytes * 300, true, false)]
    public async Task Upload_beyond_the_limit_is_refused_and_leaves_nothing(int bytes, bool isChunked, bool isTaken)
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "a.bin", "assets");

        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.TransferEncodingChunked = isChunked;
        using var answer = await anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(isTaken ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge);
        (await owner.Api.Http.GetAsync(Plain(url))).StatusCode.ShouldBe(isTaken ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Path.Combine(tight.Limn.DataDirectory, "files"), "*", SearchOption.AllDirectories)
            .Count(path => path.Contains(project.ToString(), StringComparison.Ordinal)).ShouldBe(isTaken ? 1 : 0);
    }

    [Fact]
    public async Task Export_is_kept_for_as_many_days_as_the_operator_says()
    {
        var (owner, project) = await tight.Limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "old.zip", "exports");

        await PutAsync(url, [1]);

        var key = FileAddress.KeyIn(url)!;
        var file = await tight.Limn.InDatabaseAsync(db => db.Files.SingleAsync(row => row.Key == key));
        file.ExpiresAt.ShouldBe(file.StoredAt!.Value + TimeSpan.FromDays(TightApplication.ExportDays));
    }

    [Fact]
    public async Task Old_clients_upload_without_a_project()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = (await owner.Api.GetAsync("/v2/getUploadUrl?name=old.png")).Data.GetProperty("uploadUrl").GetString()!;
        await PutAsync(url, [1, 2]);

        var signed = (await owner.Api.GetAsync("/v2/getSignedUrl?name=old.png")).Data.GetProperty("signedUrl").GetString()!;
        (await (await GetAsync(signed)).Content.ReadAsByteArrayAsync()).ShouldBe([1, 2]);

        await owner.Api.PostAsync($"/v2/project/{project}/cloud", new { assets = new[] { new { data = Plain(url), externalId = "old.png" } } });
        var stored = await limn.InDatabaseAsync(db => db.Files.SingleAsync(file => file.Key == FileAddress.KeyIn(url)));
        stored.ProjectId.ShouldBe(project, "the import gives it to the project");
    }

    [Fact]
    public async Task Foreign_address_is_returned_as_it_is_and_nonsense_is_refused()
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.GetAsync($"/v2/getSignedUrl?url=https://elsewhere.example.org/a.png&project={project}")).Data.GetProperty("signedUrl").GetString()
            .ShouldBe("https://elsewhere.example.org/a.png");
        (await owner.Api.GetAsync($"/v2/getSignedUrl?name=missing.png&project={project}")).FailsWith(HttpStatusCode.NotFound);
        (await owner.Api.GetAsync($"/v2/getSignedUrl?project={project}")).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync($"/v2/getUploadUrl?name=a&project={project}&type=viruses")).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync($"/v2/getUploadUrl?name=a&project={project}&type=1")).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync($"/v2/getUploadUrl?name=a&project={project}&storageId=65b0d1dfa17e9516ff1c2035")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Size_of_an_uploaded_picture_is_read_upright()
    {
        var (owner, project) = await limn.AddProjectAsync();
        using var bitmap = new SKBitmap(30, 20);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);

        (await SizeAsync(owner, project, "a.png", png.ToArray())).ShouldBe((30, 20));
        (await SizeAsync(owner, project, "a.jpg", jpeg.ToArray())).ShouldBe((30, 20));
        (await SizeAsync(owner, project, "turned.jpg", Turn(jpeg.ToArray()))).ShouldBe((20, 30));
        (await SizeAsync(owner, project, "broken.png", [1, 2, 3])).ShouldBe((null, null));
    }

    [Fact]
    public async Task Expired_file_is_removed_and_its_bytes_some_days_later()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "old.zip", "exports");
        await PutAsync(url, [1]);
        var key = FileAddress.KeyIn(url)!;
        var blob = await BlobOfAsync(key);
        await limn.InDatabaseAsync(db => db.Files.Where(file => file.Key == key).ExecuteUpdateAsync(update => update.SetProperty(file => file.ExpiresAt, DateTimeOffset.UnixEpoch)));

        await Cleaner.CleanAsync(TestContext.Current.CancellationToken);
        await Cleaner.RemoveBlobsAsync(TestContext.Current.CancellationToken);

        (await limn.InDatabaseAsync(db => db.Files.AnyAsync(file => file.Key == key))).ShouldBeFalse();
        (await IsStoredAsync(blob)).ShouldBeTrue("a backup that began before may still read it");
        await ExpectRemovedInTimeAsync(blob);
    }

    [Fact]
    public async Task Bytes_that_were_replaced_are_removed_some_days_later()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = await UploadUrlAsync(owner, project, "a.png", "assets");
        await PutAsync(url, [1]);
        var first = await BlobOfAsync(FileAddress.KeyIn(url)!);

        await PutAsync(url, [2]);

        (await BlobOfAsync(FileAddress.KeyIn(url)!)).ShouldNotBe(first);
        await Cleaner.RemoveBlobsAsync(TestContext.Current.CancellationToken);
        (await IsStoredAsync(first)).ShouldBeTrue();
        await ExpectRemovedInTimeAsync(first);
        using var read = await owner.Api.Http.GetAsync(Plain(url));
        (await read.Content.ReadAsByteArrayAsync()).ShouldBe([2]);
    }

    private FileCleaner Cleaner => limn.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<FileCleaner>().Single();

    private Task<string> BlobOfAsync(string key) => limn.InDatabaseAsync(db => db.Files.Where(file => file.Key == key).Select(file => file.BlobKey!).SingleAsync());

    private async Task<bool> IsStoredAsync(string blob) =>
        await limn.Services.GetRequiredService<IBlobStore>().FindAsync(blob, TestContext.Current.CancellationToken) is not null;

    private async Task ExpectRemovedInTimeAsync(string blob)
    {
        await limn.InDatabaseAsync(db => db.DeletedBlobs.Where(row => row.Key == blob)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.DeletedAt, DateTimeOffset.UnixEpoch)));
        await Cleaner.RemoveBlobsAsync(TestContext.Current.CancellationToken);
        (await IsStoredAsync(blob)).ShouldBeFalse();
        (await limn.InDatabaseAsync(db => db.DeletedBlobs.AnyAsync(row => row.Key == blob))).ShouldBeFalse();
    }

    private static byte[] Turn(byte[] jpeg)
    {
        // An EXIF segment that says: turn right (orientation 6).
        byte[] exif =
        [
            0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private async Task<(int? Width, int? Height)> SizeAsync(TestUser user, ProjectId project, string name, byte[] bytes)
    {
        var url = await UploadUrlAsync(user, project, name, "assets");
        await PutAsync(url, bytes);
        var file = await limn.InDatabaseAsync(db => db.Files.SingleAsync(file => file.Key == FileAddress.KeyIn(url)));
        file.Size.ShouldBe(bytes.Length);
        file.Hash.ShouldBe(SHA256.HashData(bytes));
        return (file.Width, file.Height);
    }

    private static async Task<string> UploadUrlAsync(TestUser user, ProjectId project, string name, string type) =>
        (await user.Api.GetAsync($"/v2/getUploadUrl?name={Uri.EscapeDataString(name)}&project={project}&type={type}")).Data.GetProperty("uploadUrl").GetString()!;

    private static async Task<string> SignedUrlAsync(TestUser user, ProjectId project, string url) =>
        (await user.Api.GetAsync($"/v2/getSignedUrl?name={url}&project={project}")).Data.GetProperty("signedUrl").GetString()!;

    private static string Plain(string url) => url.Split('?')[0];

    private static async Task<string> ReadAsync(TestUser user, string url) => await (await user.Api.Http.GetAsync(Plain(url))).Content.ReadAsStringAsync();

    private async Task<HttpResponseMessage> PutAsync(string url, byte[] bytes)
    {
        // No content type, as the Python package sends it.
        using var content = new ByteArrayContent(bytes);
        return await anonymous.PutAsync(new Uri(url), content);
    }

    private async Task<HttpResponseMessage> GetAsync(string url, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        change?.Invoke(request);
        return await anonymous.SendAsync(request);
    }
}
