using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Limn.Faults.Checks;
using Xunit;

[assembly: AssemblyFixture(typeof(FaultTable))]

namespace Limn.Faults.Checks;

/// <summary>What one scenario came to.</summary>
internal sealed record FaultRow(string Scenario, int Kills, int Acknowledged, int Lost, int Torn, int NotFinal);

/// <summary>The table of all scenarios, written at the end to <c>LIMN_FAULTS_TABLE</c> and to the console.</summary>
public sealed class FaultTable : IAsyncDisposable
{
    private static readonly ConcurrentQueue<FaultRow> Rows = [];

    public async ValueTask DisposeAsync()
    {
        if (Rows.IsEmpty)
        {
            return;
        }

        var table = Format();
        await Console.Out.WriteLineAsync(table);
        if (Environment.GetEnvironmentVariable("LIMN_FAULTS_TABLE") is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(path, table);
        }
    }

    internal static void Add(FaultRow row) => Rows.Enqueue(row);

    private static string Format()
    {
        var table = new StringBuilder();
        table.AppendLine("| scenario | kills | acknowledged writes | lost | torn | sessions and jobs not final |");
        table.AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var row in Rows)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"| {row.Scenario} | {row.Kills} | {row.Acknowledged} | {row.Lost} | {row.Torn} | {row.NotFinal} |");
        }

        return table.ToString();
    }
}
