using System.Text.RegularExpressions;

namespace Limn.Annotations.Schemas;

/// <summary>A pattern that a project's manager wrote. It runs in linear time, or under a time limit where it needs backtracking.</summary>
internal sealed class TextPattern(string pattern)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    private readonly Lazy<Regex?> regex = new(() => Build(pattern));

    public bool IsValid => regex.Value is not null;

    public bool IsMatch(string text)
    {
        try
        {
            return regex.Value?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static Regex? Build(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
