using System.Globalization;
using System.Text;

namespace Limn.Client.Http;

/// <summary>A query string: absent values are left out, the others percent-encoded.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    internal Query Add(string name, string? value)
    {
        if (value is null)
            return this;
        text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    internal Query Add(string name, bool value) => Add(name, value ? "true" : "false");

    internal Query Add(string name, int value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
