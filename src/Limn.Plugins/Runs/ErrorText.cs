using System.Text.RegularExpressions;

namespace Limn.Plugins.Runs;

/// <summary>What of a failure may leave this machine: its words and its stack, not the folders it happened in.</summary>
internal static partial class ErrorText
{
    private const int LongestMessage = 500;
    private const int LongestTrace = 8000;

    /// <summary>One line for the user.</summary>
    internal static string Short(Exception failure)
    {
        var line = WhiteSpace().Replace(WithoutFolders(failure.Message), " ").Trim();
        var text = line.Length == 0 ? failure.GetType().Name : line;
        return Cut(text, LongestMessage);
    }

    /// <summary>Type, message and stack for the log.</summary>
    internal static string Long(Exception failure) => Cut(WithoutFolders(failure.ToString()), LongestTrace);

    internal static string WithoutFolders(string text) => Folder().Replace(text, "");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 3)] + "...";

    /// <summary>
    /// The folders of an absolute path. A slash inside a word or after a colon belongs to an address and stays, and so does a
    /// path of the API.
    /// </summary>
    [GeneratedRegex("""(?<![\w:/.~%])(?!/v2/)(?:[A-Za-z]:)?(?:[/\\][^\s/\\'":<>|]+)+[/\\](?=[^\s/\\'":<>|])""", RegexOptions.None, 1000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex WhiteSpace();
}
