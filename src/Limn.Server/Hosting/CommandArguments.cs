namespace Limn.Server.Hosting;

/// <summary>What follows the name of a command: what it works on, its switches, and settings as the server takes them (<c>--Limn:Key=value</c>).</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> switches = [];

    public List<string> Names { get; } = [];

    public List<string> Settings { get; } = [];

    /// <summary>Sorts the arguments. Every setting holds a colon; <paramref name="known"/> ends in <c>=</c> where a switch takes a value.</summary>
    /// <exception cref="StartRefusedException">A switch that is not known, or lacks its value.</exception>
    public static CommandArguments Parse(IReadOnlyList<string> arguments, int names, params IReadOnlyList<string> known)
    {
        var parsed = new CommandArguments();
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                parsed.Names.Add(argument);
            }
            else if (argument.Contains(':', StringComparison.Ordinal))
            {
                parsed.Settings.Add(argument);
                if (!argument.Contains('=', StringComparison.Ordinal) && index + 1 < arguments.Count)
                {
                    parsed.Settings.Add(arguments[++index]);
                }
            }
            else
            {
                parsed.AddSwitch(argument, known);
            }
        }

        return parsed.Names.Count == names
            ? parsed
            : throw new StartRefusedException($"Expected {names} name(s) and found {parsed.Names.Count}. {CommandLine.Usage}");
    }

    public bool Has(string name) => switches.ContainsKey(name);

    /// <summary>The whole number behind <c>name=</c>; null where the switch is not there.</summary>
    /// <exception cref="StartRefusedException">It is no number above zero.</exception>
    public int? Number(string name) => !switches.TryGetValue(name + "=", out var text)
        ? null
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new StartRefusedException($"{name} takes a number above zero.");

    private void AddSwitch(string argument, IReadOnlyList<string> known)
    {
        var parts = argument.Split('=', 2);
        var name = parts.Length == 2 ? parts[0] + "=" : argument;
        if (!known.Contains(name))
        {
            throw new StartRefusedException($"Unknown switch {argument}. {CommandLine.Usage}");
        }

        switches[name] = parts.Length == 2 ? parts[1] : "";
    }
}
