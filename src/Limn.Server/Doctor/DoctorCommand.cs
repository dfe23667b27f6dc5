using System.Text.Json;
using Limn.Server.Hosting;

namespace Limn.Server.Doctor;

/// <summary><c>Limn.Server doctor</c>: is everything there that the database names, and is it whole? Ends with 1 when not. It changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        using var host = CommandLine.BuildHost(arguments);
        var request = new DoctorRequest(arguments.Has("--hash"), arguments.Has("--idle"));
        var report = await host.Services.GetRequiredService<DoctorVisit>().RunAsync(request, CancellationToken.None);
        if (arguments.Has("--json"))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, Indented));
        }
        else
        {
            DoctorTable.Write(Console.Out, report);
        }

        return report.Healthy ? 0 : 1;
    }
}
