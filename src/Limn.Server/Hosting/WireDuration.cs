namespace Limn.Server.Hosting;

/// <summary>Durations of requests: milliseconds, which scripts also send with fractions.</summary>
internal static class WireDuration
{
    /// <summary>Whole milliseconds; 0 where none was sent, negative where it makes no sense.</summary>
    public static long Read(double? milliseconds) =>
        milliseconds is not { } value ? 0 : value is >= 0 and < int.MaxValue ? (long)value : -1;
}
