namespace Limn.Client.Files;

/// <summary>A file of the system's folder for passing files (<c>TMPDIR</c>), readable by this user only, gone when closed.</summary>
internal static class TempFile
{
    private const int BufferSize = 64 * 1024;

    internal static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = BufferSize,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"limn-{Guid.NewGuid():N}"), options);
    }

    /// <summary>A reader with a position of its own.</summary>
    internal static FileStream OpenSecond(FileStream file) => new(
        file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
}
