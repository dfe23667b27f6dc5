using Limn.Plugins.Tests;

[assembly: AssemblyFixture(typeof(PrivateTemp))]

namespace Limn.Plugins.Tests;

/// <summary>Gives this test process a temporary folder of its own, so that tests can look at what is in it.</summary>
public sealed class PrivateTemp : IDisposable
{
    public PrivateTemp() => Environment.SetEnvironmentVariable("TMPDIR", Folder.FullName);

    public static DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("limn-plugins-tests-");

    public void Dispose() => Folder.Delete(recursive: true);
}
