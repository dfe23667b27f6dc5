namespace Limn.Annotations.Operations;

/// <summary>The longest run of numbers that grow, not necessarily side by side (patience sorting, n log n).</summary>
internal static class IncreasingSubsequence
{
    /// <summary>The places of its numbers.</summary>
    public static HashSet<int> Of(List<int> numbers)
    {
        var ends = new List<int>();
        var previous = new int[numbers.Count];
        for (var place = 0; place < numbers.Count; place++)
        {
            var length = FirstNotBelow(numbers, ends, numbers[place]);
            previous[place] = length == 0 ? -1 : ends[length - 1];
            if (length == ends.Count)
                ends.Add(place);
            else
                ends[length] = place;
        }
        var places = new HashSet<int>();
        for (var place = ends.Count == 0 ? -1 : ends[^1]; place >= 0; place = previous[place])
            places.Add(place);
        return places;
    }

    private static int FirstNotBelow(List<int> numbers, List<int> ends, int number)
    {
        var (low, high) = (0, ends.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (numbers[ends[middle]] < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
