using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>What identifies a member in its list: one object has one id on all its pages.</summary>
internal readonly record struct MemberKey(Utf8Key ObjectId, int Page)
{
    public const int NoPage = -1;

    public static MemberKey Of(Member member) => new(member.ObjectId, member.Page ?? NoPage);
}
