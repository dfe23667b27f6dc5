using System.Text.RegularExpressions;

namespace Limn.Plugins.Tests;

/// <summary>What the guides show is what compiles.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task Code_of_the_guide_is_compiled()
    {
        var guide = await File.ReadAllTextAsync(Repository.Find("docs/guides/plugins-csharp.md"));
        var source = await File.ReadAllTextAsync(Repository.Find("tests/Limn.Plugins.Tests/GuideSnippets.cs"));

        var shown = Block().Matches(guide).Select(m => m.Groups[1].Value.Trim()).ToList();
        var compiled = Snippet().Matches(source).Select(m => Unindent(m.Groups[1].Value)).ToList();

        shown.ShouldNotBeEmpty();
        shown.ShouldBe(compiled);
    }

    private static string Unindent(string code)
    {
        var lines = code.Trim('\n').Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : "")).Trim();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("// snippet\n(.*?)\n *// end", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
