using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>A member of an answer while it is normalised: slices of the source, and what they were resolved to.</summary>
internal sealed class Member(MemberKind kind, Member? parent, string list, int index)
{
    public MemberKind Kind { get; } = kind;

    public string List { get; } = list;

    // As read.
    public ReadOnlyMemory<byte> Source { get; set; }
    public Utf8Key SchemaId { get; set; }
    public Utf8Key Title { get; set; }
    public Utf8Key Tool { get; set; }
    public Utf8Key ObjectId { get; set; }
    public int? Page { get; set; }
    public int? Row { get; set; }
    public bool? IsKeyFrame { get; set; }
    public bool IsStopped { get; set; }
    public bool IsLocked { get; set; }
    public string GeometryKey { get; set; } = "";
    public ReadOnlyMemory<byte> Geometry { get; set; }
    public ReadOnlyMemory<byte> Answer { get; set; }
    public ReadOnlyMemory<byte> AnswerRanks { get; set; }
    public ReadOnlyMemory<byte> Ocr { get; set; }
    public Utf8Key From { get; set; }
    public Utf8Key To { get; set; }
    public Utf8Key Direction { get; set; }
    public List<Utf8Key>? Group { get; set; }
    public MemberMetadata? Metadata { get; set; }
    public List<Member> Children { get; } = [];
    public List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? Unknown { get; set; }

    // As resolved.
    public SchemaClass? Class { get; set; }
    public ResolvedAnswer Resolved { get; set; }
    public Range Canonical { get; set; }
    public Member? Previous { get; set; }
    public bool IsUnchanged { get; set; }

    /// <summary>Place in the input, for problems.</summary>
    public string Path => parent is null ? $"{List}[{index}]" : $"{parent.Path}.{List}[{index}]";
}
