using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Limn.Annotations.Changes;

namespace Limn.Annotations.Tests.Changes;

public sealed class RevisionHashTests
{
    private static readonly RevisionHeader Header = new()
    {
        TaskId = "65f0c1a2b3c4d5e6f7a8b901",
        Number = 7,
        At = DateTimeOffset.Parse("2024-05-02T09:01:30.5004Z", null),
        By = "lab@example.org",
        Origin = "human",
        Stage = "Label",
        SchemaVersion = 3,
    };

    [Fact]
    public void Hash_covers_the_documented_fields_in_their_order()
    {
        var previous = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        using var bytes = new MemoryStream();
        bytes.Write("limn-revision-1"u8);
        foreach (var field in (byte[][])[previous, Text("65f0c1a2b3c4d5e6f7a8b901"), Number(7), Number(1714640490500), Text("lab@example.org"),
            Text("human"), Text("Label"), Number(3), Text("{}")])
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            bytes.Write(length);
            bytes.Write(field);
        }

        RevisionHash.Compute(previous, Header, "{}"u8).ShouldBe(SHA256.HashData(bytes.ToArray()));
    }

    public static TheoryData<RevisionHeader> Forgeries =>
    [
        Header with { TaskId = "65f0c1a2b3c4d5e6f7a8b902" },
        Header with { Number = 8 },
        Header with { At = Header.At.AddMilliseconds(1) },
        Header with { By = "eve@example.org" },
        Header with { Origin = "import" },
        Header with { Stage = "" },
        Header with { SchemaVersion = 4 },
        Header with { By = "lab@example.orghuman", Origin = "" },
    ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Any_other_header_has_another_hash(RevisionHeader forged) =>
        RevisionHash.Compute([], forged, "{}"u8).ShouldNotBe(RevisionHash.Compute([], Header, "{}"u8));

    [Fact]
    public void Other_changes_and_another_past_have_another_hash()
    {
        var hash = RevisionHash.Compute([], Header, "{}"u8);

        RevisionHash.Compute([], Header, "[]"u8).ShouldNotBe(hash);
        RevisionHash.Compute(new byte[32], Header, "{}"u8).ShouldNotBe(hash);
    }

    [Fact]
    public void Previous_hash_of_another_length_is_refused() =>
        Should.Throw<ArgumentException>(() => RevisionHash.Compute(new byte[31], Header, "{}"u8));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
