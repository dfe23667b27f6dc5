using System.Diagnostics;
using System.Text.Json;
using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;

namespace Limn.Faults.Checks;

/// <summary>What <c>Limn.Server doctor</c> finds wrong, by check.</summary>
/// <param name="NotEnded">Jobs, runs and consequences that have not ended.</param>
/// <param name="Broken">Everything else.</param>
internal sealed record Diagnosis(IReadOnlyList<string> NotEnded, IReadOnlyList<string> Broken);

/// <summary>Calls the program's own doctor.</summary>
internal static class Doctor
{
    private const string Work = "work";

    /// <summary>Reads every blob and every revision; nothing may be under way.</summary>
    public static async Task<Diagnosis> ExamineAsync(ServerProcess server)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Limn.Server")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "doctor", "--json", "--hash", "--idle", $"--Limn:DataDirectory={server.Settings.DataDirectory}", $"--Limn:Database={server.Database()}" })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (output.Length == 0)
        {
            throw new InvalidOperationException($"The doctor could not examine: {await errors}");
        }

        var checks = JsonDocument.Parse(output).RootElement.GetProperty("checks").EnumerateArray().ToList();
        return new Diagnosis(ExamplesOf(checks, name => name == Work), ExamplesOf(checks, name => name != Work));
    }

    private static List<string> ExamplesOf(IEnumerable<JsonElement> checks, Func<string, bool> isWanted) =>
    [
        .. from check in checks
           where isWanted(check.GetProperty("name").GetString()!)
           from example in check.GetProperty("examples").EnumerateArray()
           select example.GetString()!,
    ];
}
