using Limn.Annotations.Answers;

namespace Limn.Annotations.Tests.Answers;

public sealed class ObjectIdsTests
{
    [Fact]
    public void Ids_are_23_lower_case_hex_characters() => ObjectIds.Create().ShouldMatch("^[0-9a-f]{23}$");

    [Fact]
    public void Ids_of_several_threads_differ()
    {
        var ids = new string[8][];

        Parallel.For(0, ids.Length, thread => ids[thread] = [.. Enumerable.Range(0, 1000).Select(_ => ObjectIds.Create())]);

        ids.SelectMany(list => list).Distinct().Count().ShouldBe(8000);
    }

    [Fact]
    public void Every_digit_occurs_at_every_place()
    {
        var ids = Enumerable.Range(0, 2000).Select(_ => ObjectIds.Create()).ToList();

        Enumerable.Range(0, ObjectIds.Length).ShouldAllBe(place => ids.Select(id => id[place]).Distinct().Count() == 16);
    }
}
