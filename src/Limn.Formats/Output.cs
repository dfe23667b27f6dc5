namespace Limn.Formats;

/// <summary>Rules of numbers in written files.</summary>
internal static class Output
{
    private const int PixelDecimals = 2;

    /// <summary>A coordinate or an area: two decimals, half away from zero; minus zero becomes zero.</summary>
    public static double Round(double value) => Math.Round(value, PixelDecimals, MidpointRounding.AwayFromZero) + 0.0;
}
