namespace Limn.Plugins.Tests;

/// <summary>Files of the repository that are not compiled into the tests.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Find(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Limn.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        return folder.FullName;
    }
}
