namespace Limn.Annotations.Validation;

/// <summary>The three lists of an answer.</summary>
internal enum MemberKind
{
    /// <summary>An annotation object.</summary>
    Object,

    /// <summary>A classification, of the asset or nested.</summary>
    Classification,

    /// <summary>A relation.</summary>
    Relation,
}
