using System.Diagnostics;
using Xunit;

namespace Limn.Faults.Means;

/// <summary>A disk of a few megabytes that can be filled. Only root can make one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string filler;

    private SmallDisk(string path)
    {
        Path = path;
        filler = System.IO.Path.Combine(path, "filler");
    }

    public string Path { get; }

    /// <summary>Skips the test where there can be none.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can make a small disk.");
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"limn-disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) == 0, "This machine lets nobody mount a small disk.");
        return new SmallDisk(path);
    }

    /// <summary>Fills the disk until only so much is left.</summary>
    public async Task FillAsync(long leaving)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace;
        var zeros = new byte[64 << 10];
        try
        {
            await using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var left = free - leaving; left > 0; left -= zeros.Length)
            {
                await file.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)));
            }
        }
        catch (IOException) when (leaving == 0)
        {
            // The server took some of it meanwhile: full is full.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
