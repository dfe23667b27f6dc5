namespace Limn.Server.Hosting;

/// <summary>Switches in query strings: scripts write <c>true</c>, <c>True</c> and <c>1</c>, and everything else is off.</summary>
internal static class WireBoolean
{
    public static bool IsTrue(string? text) => text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
