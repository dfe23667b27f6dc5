namespace Limn.SocketIO.Tests.Support;

/// <summary>Finds files of the repository from where the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string NodeFolder { get; } = Path.Combine(Root, "tests", "Limn.SocketIO.Conformance");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Limn.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
