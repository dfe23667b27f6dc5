namespace Limn.Plugins.BuiltIn;

/// <summary>A file without a name that is gone when it is closed.</summary>
internal static class TemporaryFile
{
    public static Stream Open() => new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        BufferSize = 1 << 16,
    });
}
