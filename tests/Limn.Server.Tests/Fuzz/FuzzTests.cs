using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Fuzz;

/// <summary>
/// Random bytes, and kept inputs (<c>Seeds/</c>) with random wounds, for every reader of foreign input. An input that once failed is kept there.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>Far more than any reader needs for the few kilobytes that it gets.</summary>
    private const long MostAllocated = 16L << 20;

    private static readonly byte[][] Seeds = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fuzz", "Seeds")).Order().Select(File.ReadAllBytes)];

    private static readonly byte[][] Splinters =
    [
        .. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "null", "-1", "1e999", "&", "=", "%00", "$gt", " ", "\uFEFF" }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0],
    ];

    private static readonly Gen<byte[]> Wounded =
        from seed in Gen.Elements(Seeds)
        from at in Gen.Choose(0, seed.Length)
        from cut in Gen.Choose(0, 8)
        from splinter in Gen.Elements(Splinters)
        select (byte[])[.. seed[..at], .. splinter, .. seed[Math.Min(seed.Length, at + cut)..]];

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Kept_inputs_are_read_or_refused(string target)
    {
        Seeds.Length.ShouldBeGreaterThan(10);
        Seeds.Count(seed => Survives(target, seed)).ShouldBe(Seeds.Length);
    }

    [Property(MaxTest = 400)]
    public bool Random_bytes_are_read_or_refused(byte[] bytes) => FuzzTargets.All.Keys.All(target => Survives(target, bytes));

    [Property(MaxTest = 1500)]
    public Property Wounded_inputs_are_read_or_refused() =>
        Prop.ForAll(Wounded.ToArbitrary(), bytes => FuzzTargets.All.Keys.All(target => Survives(target, bytes)));

    private static bool Survives(string target, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        FuzzTargets.Run(target, bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated;
    }
}
