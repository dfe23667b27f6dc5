using System.Globalization;

namespace Limn.Formats;

/// <summary>
/// Makes names of files out of names that people gave: relative, without characters that a file system might misread, each given out once.
/// Remembers 8 bytes per name: a chance equality of two hashes only adds a suffix that was not needed. Not thread safe.
/// </summary>
internal sealed class FileNames
{
    private const string Unsafe = "\\:*?\"<>|";

    private readonly HashSet<long> taken = [];

    /// <summary>The safe form of a name; if it is taken already, with <c>_suffix</c> before its extension.</summary>
    public string Take(string name, string suffix)
    {
        var safe = MakeSafe(name);
        var candidate = safe;
        for (var attempt = 1; !taken.Add(Hash(candidate)); attempt++)
        {
            var extension = Path.GetExtension(safe);
            var number = attempt == 1 ? "" : "_" + attempt.ToString(CultureInfo.InvariantCulture);
            candidate = $"{safe[..^extension.Length]}_{MakeSafe(suffix)}{number}{extension}";
        }
        return candidate;
    }

    /// <summary>Name of one page or frame: last part of the name, without its extension, and the page with five digits.</summary>
    public static string OfPage(string name, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(LastPart(name))}_p{page:D5}");

    /// <summary>What stands behind the last slash, without a query.</summary>
    public static string LastPart(string name)
    {
        var path = name.Split('?', '#')[0].TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }

    // Every part is kept as a folder, but none may lead upwards or nowhere.
    private static string MakeSafe(string name)
    {
        var parts = name.Split('/').Select(part => part.Trim() is "" or "." or ".." ? "_" : string.Concat(part.Select(MakeSafe)));
        return string.Join('/', parts);
    }

    private static char MakeSafe(char character) =>
        char.IsControl(character) || Unsafe.Contains(character, StringComparison.Ordinal) ? '_' : character;

    // Names that differ only in case are one file on many systems.
    private static long Hash(string name)
    {
        const ulong offset = 14695981039346656037;
        const ulong prime = 1099511628211;
        var hash = offset;
        foreach (var character in name)
            hash = unchecked((hash ^ char.ToLowerInvariant(character)) * prime);
        return unchecked((long)hash);
    }
}
