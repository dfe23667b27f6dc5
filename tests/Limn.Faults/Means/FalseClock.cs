using System.Globalization;
using Xunit;

namespace Limn.Faults.Means;

/// <summary>The clock of a process, set by <c>libfaketime</c>. Time that only passes is not touched, as on a machine whose clock is set.</summary>
internal sealed class FalseClock : IDisposable
{
    private static readonly string[] Folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
    private readonly string file = Path.Combine(Path.GetTempPath(), $"limn-clock-{Guid.NewGuid():N}");

    private FalseClock(string library)
    {
        Set(TimeSpan.Zero);
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library, ["FAKETIME_TIMESTAMP_FILE"] = file, ["FAKETIME_NO_CACHE"] = "1", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
    }

    /// <summary>What a process with this clock is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Skips the test where the library is missing.</summary>
    public static FalseClock New()
    {
        var library = Folders.Select(folder => $"{folder}/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists);
        Assert.SkipWhen(library is null, "The clock can only be set with libfaketime: apt-get install libfaketime.");
        return new FalseClock(library!);
    }

    /// <summary>Sets the clock that far before or behind the right time.</summary>
    public void Set(TimeSpan offset)
    {
        var temporary = $"{file}.new";
        File.WriteAllText(temporary, offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(temporary, file, overwrite: true);
    }

    public void Dispose() => File.Delete(file);
}
