namespace Limn.Annotations.Validation;

/// <summary>The context of a line of a label import. New members are stamped <c>createdBy: "import"</c>.</summary>
public sealed record ImportContext : AnswerContext
{
    /// <summary>What imported members have as <c>createdBy</c>.</summary>
    public const string Author = "import";

    /// <summary>Keeps members of classes that are not in the schema instead of refusing the line. Default false.</summary>
    public bool KeepsUnknownClasses { get; init; }

    internal override NormalizationRules Rules => new(IsImport: true, KeepsUnknownClasses, Author, null);
}
