using Limn.Server.Tests.Hosting;

namespace Limn.Faults.Means;

/// <summary>What scenarios say of a process.</summary>
internal static class ProcessWords
{
    private const string DatabaseKey = "Limn:Database";
    private const int LastLines = 300;

    /// <summary>The same on PostgreSQL.</summary>
    public static ServerSettings With(this ServerSettings settings, string database) => settings.With(DatabaseKey, database);

    /// <summary>The same with another value of a setting.</summary>
    public static ServerSettings With(this ServerSettings settings, string key, string value) =>
        settings with { Further = new Dictionary<string, string>(settings.Further) { [key] = value } };

    /// <summary>The connection string; empty for SQLite.</summary>
    public static string Database(this ServerProcess server) => server.Settings.Further.GetValueOrDefault(DatabaseKey, "");

    /// <summary>What the process wrote last.</summary>
    public static string Log(this ServerProcess server) => string.Join('\n', server.Output.TakeLast(LastLines));
}
