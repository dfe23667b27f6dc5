using Limn.Server.Backup;
using Limn.Server.Doctor;
using Limn.Server.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Limn.Server.Hosting;

/// <summary>What the program does other than serve: its first argument is then the name of a command.</summary>
internal static class CommandLine
{
    public const string Usage =
        "Usage: Limn.Server [settings] | doctor [--hash] [--idle] [--json] [settings] | backup FOLDER [--keep=N] [settings] | restore FOLDER [settings]";

    /// <summary>Runs the command that the arguments name, and returns the exit code; null where they name none.</summary>
    public static async Task<int?> RunAsync(string[] arguments)
    {
        if (arguments is ["help" or "--help" or "-h", ..])
        {
            Console.WriteLine(Usage);
            return 0;
        }

        if (arguments is not [var name, .. var rest] || name.StartsWith('-'))
        {
            return null;
        }

        try
        {
            return name switch
            {
                "doctor" => await DoctorCommand.RunAsync(CommandArguments.Parse(rest, 0, "--hash", "--idle", "--json")),
                "backup" => await BackupCommand.RunAsync(CommandArguments.Parse(rest, 1, "--keep=")),
                "restore" => await RestoreCommand.RunAsync(CommandArguments.Parse(rest, 1)),
                _ => throw new StartRefusedException($"Unknown command {name}. {Usage}"),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{name} failed: {exception.Message}");
        }
    }

    /// <summary>The server's settings, database and store, without the server. It is never started, so nothing of it works in the background.</summary>
    public static IHost BuildHost(CommandArguments arguments)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = [.. arguments.Settings], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddSettings();
        builder.Services.AddDataProtection().DisableAutomaticKeyGeneration();
        builder.AddDatabase();
        builder.AddStorage();
        builder.AddDoctor();
        builder.AddBackup();
        return builder.Build();
    }
}
