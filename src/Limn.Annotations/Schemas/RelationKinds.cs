namespace Limn.Annotations.Schemas;

/// <summary>The <c>tool</c> texts of relation classes.</summary>
public static class RelationKinds
{
    /// <summary>From one member to another.</summary>
    public const string OneToOne = "one-to-one";

    /// <summary>From one member to several, stored as one relation per target.</summary>
    public const string OneToMany = "one-to-many";

    /// <summary>A set of members.</summary>
    public const string Group = "group";
}
