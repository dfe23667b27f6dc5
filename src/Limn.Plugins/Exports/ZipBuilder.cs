using System.IO.Compression;
using System.Text;

namespace Limn.Plugins;

/// <summary>
/// Writes a zip entry by entry; close one before opening the next. Names may come from anywhere, such as the external id of an
/// asset: they cannot leave the folder into which the zip is unpacked, and no entry replaces another.
/// </summary>
public sealed class ZipBuilder : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ZipArchive zip;
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    internal ZipBuilder(Stream target) => zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Opens an entry for text in UTF-8 without a mark, with <c>\n</c> as line end.</summary>
    /// <param name="name">Name with folders, separated by slashes; see <see cref="CreateEntry"/>.</param>
    /// <returns>The writer, to be disposed by the caller.</returns>
    public StreamWriter CreateText(string name) => new(CreateEntry(name), Utf8) { NewLine = "\n" };

    /// <summary>
    /// Opens an entry for bytes. Leading slashes, <c>..</c> and characters that file systems refuse are replaced by
    /// <c>_</c>; of a name that is taken, letter case aside, the second becomes <c>name (2).ext</c>.
    /// </summary>
    /// <param name="name">Name with folders, separated by slashes.</param>
    /// <param name="level">How much time to spend on size. Default <see cref="CompressionLevel.Fastest"/>; media that are compressed
    /// already are best stored with <see cref="CompressionLevel.NoCompression"/>.</param>
    /// <returns>The stream, to be disposed by the caller.</returns>
    public Stream CreateEntry(string name, CompressionLevel level = CompressionLevel.Fastest) =>
        zip.CreateEntry(Unique(EntryName.Clean(name)), level).Open();

    /// <summary>Adds a file of the disk.</summary>
    /// <param name="name">Name with folders, see <see cref="CreateEntry"/>.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>When it is in the zip.</returns>
    public async Task AddFileAsync(string name, string path, CancellationToken cancellationToken = default)
    {
        await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        await using var entry = CreateEntry(name);
        await source.CopyToAsync(entry, cancellationToken);
    }

    /// <summary>Completes the zip. The run does this.</summary>
    public void Dispose() => zip.Dispose();

    private string Unique(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot > name.LastIndexOf('/') + 1 ? (name[..dot], name[dot..]) : (name, "");
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
            unique = $"{stem} ({number}){extension}";
        return unique;
    }
}
