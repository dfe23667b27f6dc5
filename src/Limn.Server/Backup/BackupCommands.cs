using Limn.Server.Hosting;

namespace Limn.Server.Backup;

/// <summary><c>Limn.Server backup FOLDER</c>. Ends with 1 when files of the store were missing or damaged.</summary>
internal static class BackupCommand
{
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        using var host = CommandLine.BuildHost(arguments);
        var outcome = await host.Services.GetRequiredService<Backups>().RunAsync(arguments.Names[0], arguments.Number("--keep"), CancellationToken.None);
        var manifest = outcome.Manifest;
        Console.WriteLine($"{outcome.Folder}: {manifest.Rows.Values.Sum()} rows, {manifest.Blobs} files of {manifest.BlobBytes} bytes, {outcome.CopiedBlobs} of them new.");
        return Problems.Write(manifest.Problems);
    }
}

/// <summary><c>Limn.Server restore FOLDER</c>. Ends with 1 when files could not be brought back.</summary>
internal static class RestoreCommand
{
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        using var host = CommandLine.BuildHost(arguments);
        var outcome = await host.Services.GetRequiredService<Restores>().RunAsync(arguments.Names[0], CancellationToken.None);
        var manifest = outcome.Manifest;
        Console.WriteLine($"Restored the state of {manifest.CreatedAt:u}: {manifest.Rows.Values.Sum()} rows, {manifest.Blobs} files of {manifest.BlobBytes} bytes.");
        return Problems.Write(outcome.Problems);
    }
}

internal static class Problems
{
    /// <summary>Tells what went wrong, and returns the exit code.</summary>
    public static int Write(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        return problems.Count == 0 ? 0 : 1;
    }
}
