using System.Diagnostics;
using System.Security.Cryptography;
using Limn.Server.Database;
using Limn.Server.Files;
using Limn.Server.Organizations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Files;

public sealed class FileKeyTests(LimnApplication limn, ITestOutputHelper output)
{
    [Fact]
    public void Key_is_valid_whatever_the_name()
    {
        // CVAT GHSA-6f87-4g86-p9gw: nothing of a name reaches a path, but for a plain extension.
        const string Letters = "./\\a%0 \0\nÄ😀:*?~.png";
        var random = new Random(7);
        for (var round = 0; round < 5000; round++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => Letters[random.Next(Letters.Length)]));
            var key = FileKey.New(NewFile(name));

            FileKey.IsValid(key).ShouldBeTrue(name);
            key.Split('/').Length.ShouldBe(4);
            key.ShouldNotContain("..");
        }
    }

    [Theory]
    [InlineData("a.png", ".png")]
    [InlineData("A.B.PNG", ".png")]
    [InlineData("scan.seg.nrrd", ".nrrd")]
    [InlineData("none", "")]
    [InlineData("dot.", "")]
    [InlineData("", "")]
    [InlineData("a.p/g", "")]
    [InlineData("a.verylongextension", "")]
    public void Extension_is_plain_or_none(string name, string extension) => FileKey.ExtensionOf(name).ShouldBe(extension);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../65b0d1dfa17e9516ff1c2035/assets/00000000000000000000000000000000.png")]
    [InlineData("65b0d1dfa17e9516ff1c2035/65b0d1dfa17e9516ff1c2035/assets/../limn.db")]
    [InlineData("65b0d1dfa17e9516ff1c2035/65b0d1dfa17e9516ff1c2035/assets/00000000000000000000000000000000.png\n")]
    [InlineData("65b0d1dfa17e9516ff1c2035/65b0d1dfa17e9516ff1c2035/assets/00000000000000000000000000000000.png/..")]
    [InlineData("65B0D1DFA17E9516FF1C2035/65b0d1dfa17e9516ff1c2035/assets/00000000000000000000000000000000")]
    public void Anything_else_is_no_key(string text) => FileKey.IsValid(text).ShouldBeFalse();

    [Fact]
    public void Signing_is_cheap_enough_for_every_asset_of_an_export()
    {
        const int Count = 200_000;
        var links = limn.Services.GetRequiredService<FileLinks>();
        var key = FileKey.New(NewFile("a.png"));
        var started = Stopwatch.GetTimestamp();
        for (var index = 0; index < Count; index++)
        {
            links.DownloadUrl("https://limn.example.org", key, FileLinks.DownloadLife);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{elapsed.TotalMicroseconds / Count:0.0} µs for each of {Count} addresses");
        elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Token_that_is_bent_or_cut_allows_nothing()
    {
        var links = limn.Services.GetRequiredService<FileLinks>();
        var key = FileKey.New(NewFile("a.png"));
        var token = links.DownloadUrl("", key, TimeSpan.FromHours(1)).Split("?t=")[1];

        links.Allows(FileUse.Download, key, token).ShouldBeTrue();
        links.Allows(FileUse.Upload, key, token).ShouldBeFalse();
        links.Allows(FileUse.Download, key, null).ShouldBeFalse();
        links.Allows(FileUse.Download, key, "").ShouldBeFalse();
        links.Allows(FileUse.Download, key, "%%%").ShouldBeFalse();
        links.Allows(FileUse.Download, key, token + "A").ShouldBeFalse();
        links.Allows(FileUse.Download, key, new string('A', 10_000)).ShouldBeFalse();
        links.Allows(FileUse.Download, new string('a', 5000), token).ShouldBeFalse();
        links.Allows(FileUse.Download, key, links.DownloadUrl("", key, TimeSpan.FromSeconds(-1)).Split("?t=")[1]).ShouldBeFalse("its time is over");
        for (var index = 0; index < token.Length; index++)
        {
            var other = token[index] == 'A' ? 'B' : 'A';
            var bent = token[..index] + other + token[(index + 1)..];
            (links.Allows(FileUse.Download, key, bent) && !SameBytes(bent, token)).ShouldBeFalse();
        }
    }

    // The last letter of base64 has bits that mean nothing.
    private static bool SameBytes(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(System.Buffers.Text.Base64Url.DecodeFromChars(left), System.Buffers.Text.Base64Url.DecodeFromChars(right));

    private static NewFile NewFile(string name) =>
        new(Id.New<Organization>(TimeProvider.System), Id.New<Project>(TimeProvider.System), FilePurpose.Assets, name, "a@example.org");
}
