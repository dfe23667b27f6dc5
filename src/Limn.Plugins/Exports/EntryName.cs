namespace Limn.Plugins;

/// <summary>Names that cannot do harm.</summary>
internal static class EntryName
{
    private const string RefusedInFiles = "<>:\"|?*";
    private const string MisreadInAddresses = "&#?%+/\\";

    /// <summary>A name inside a zip: relative, without steps upwards, and a legal name on every common system.</summary>
    internal static string Clean(string name)
    {
        var parts = name.Replace('\\', '/').Split('/').Select(CleanPart).Where(part => part.Length > 0);
        var clean = string.Join('/', parts);
        return clean.Length == 0 ? "_" : clean;
    }

    /// <summary>
    /// A name inside the address of an upload. Hubs put it into an address that is handed on unencoded, where these characters
    /// would end the name or change it.
    /// </summary>
    internal static string ForAddress(string name) => Replace(name, MisreadInAddresses);

    private static string CleanPart(string part)
    {
        var clean = Replace(part.Trim(), RefusedInFiles);
        // ".", ".." and longer rows of dots mean folders on one system or another.
        return clean.Length > 0 && clean.All(c => c == '.') ? new string('_', clean.Length) : clean;
    }

    private static string Replace(string text, string refused) =>
        string.Create(text.Length, (text, refused), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var c = source.text[i];
                target[i] = char.IsControl(c) || source.refused.Contains(c) ? '_' : c;
            }
        });
}
