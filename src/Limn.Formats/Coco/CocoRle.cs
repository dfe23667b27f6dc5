using System.Text;
using Limn.Annotations.Geometry;

namespace Limn.Formats.Coco;

/// <summary>
/// The compressed text form of COCO run lengths: from the fourth run on, each is written as its difference to the run two before; a
/// number is cut into groups of five bits, lowest first, with a sixth bit for "more follows", and each group becomes the character 48 +
/// group.
/// </summary>
internal static class CocoRle
{
    private const int GroupBits = 5;
    private const int GroupMask = 0x1F;
    private const int SignBit = 0x10;
    private const int MoreBit = 0x20;
    private const char Zero = '0';

    public static string Compress(RunLengthMask mask)
    {
        var text = new StringBuilder(mask.Counts.Count * 2);
        for (var i = 0; i < mask.Counts.Count; i++)
            Append(text, i > 2 ? mask.Counts[i] - mask.Counts[i - 2] : mask.Counts[i]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, int number)
    {
        while (true)
        {
            var group = number & GroupMask;
            number >>= GroupBits;
            var isLast = (group & SignBit) == 0 ? number == 0 : number == -1;
            text.Append((char)(Zero + (isLast ? group : group | MoreBit)));
            if (isLast)
                return;
        }
    }
}
