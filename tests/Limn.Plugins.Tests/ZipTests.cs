using System.IO.Compression;

namespace Limn.Plugins.Tests;

public sealed class ZipTests
{
    [Theory]
    [InlineData("a/b.txt", "a/b.txt")]
    [InlineData("../../etc/passwd", "__/__/etc/passwd")]
    [InlineData("/root.txt", "root.txt")]
    [InlineData("C:\\x\\y.txt", "C_/x/y.txt")]
    [InlineData("a//./b", "a/_/b")]
    [InlineData("a?*<b>.txt", "a___b_.txt")]
    [InlineData("line\nbreak\0", "line_break_")]
    [InlineData("", "_")]
    [InlineData("größe 中.txt", "größe 中.txt")]
    public async Task Entry_cannot_leave_its_folder(string name, string entry) =>
        (await NamesAsync(name)).ShouldBe([entry]);

    [Fact]
    public async Task No_entry_replaces_another() =>
        (await NamesAsync("a.txt", "a.txt", "A.TXT", "a (2).txt", "b/c", "b/c", ".x", ".x"))
            .ShouldBe(["a.txt", "a (2).txt", "A (3).TXT", "a (2) (2).txt", "b/c", "b/c (2)", ".x", ".x (2)"]);

    [Fact]
    public async Task Text_has_no_mark_and_unix_lines()
    {
        await using var result = await ExportResult.ZipAsync("x.zip", async zip =>
        {
            await using var text = zip.CreateText("a.txt");
            await text.WriteLineAsync("ä");
        });

        using var opened = new ZipArchive(result.Content);
        using var entry = opened.Entries[0].Open();
        using var bytes = new MemoryStream();
        await entry.CopyToAsync(bytes);
        bytes.ToArray().ShouldBe("ä\n"u8.ToArray());
    }

    [Fact]
    public async Task File_of_the_disk_goes_in()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "content");
        await using var result = await ExportResult.ZipAsync("x.zip", zip => zip.AddFileAsync("in/a.txt", path));
        File.Delete(path);

        using var opened = new ZipArchive(result.Content);
        using var reader = new StreamReader(opened.GetEntry("in/a.txt")!.Open());
        (await reader.ReadToEndAsync()).ShouldBe("content");
    }

    private static async Task<List<string>> NamesAsync(params string[] names)
    {
        await using var result = await ExportResult.ZipAsync("x.zip", zip =>
        {
            foreach (var name in names)
                zip.CreateEntry(name).Dispose();
            return Task.CompletedTask;
        });
        using var opened = new ZipArchive(result.Content);
        return [.. opened.Entries.Select(e => e.FullName)];
    }
}
