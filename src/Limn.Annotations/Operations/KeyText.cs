using System.Globalization;
using Limn.Annotations.Answers;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>Keys of members as operations write them.</summary>
internal static class KeyText
{
    public static string Of(MemberKey key) =>
        key.Page == MemberKey.NoPage ? key.ObjectId.ToString() : string.Create(CultureInfo.InvariantCulture, $"{key.ObjectId}@{key.Page}");

    /// <summary>The key in the chain of its list. Relations are known by their id alone: their page follows from their ends.</summary>
    public static MemberKey KeyOf(MemberKind list, StoredMember member) =>
        list == MemberKind.Relation ? member.Key with { Page = MemberKey.NoPage } : member.Key;
}
