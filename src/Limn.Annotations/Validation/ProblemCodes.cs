namespace Limn.Annotations.Validation;

/// <summary>The codes of <see cref="Problem"/>. Codes that start with W are warnings; all others refuse the document.</summary>
public static class ProblemCodes
{
    /// <summary>The text is not JSON, or a value has the wrong JSON type.</summary>
    public const string Form = "F1";

    /// <summary>A limit of <see cref="AnswerLimits"/> is exceeded.</summary>
    public const string Limit = "L1";

    /// <summary>A category schema contradicts itself.</summary>
    public const string Schema = "S1";

    /// <summary>The body of an import is no list of lines.</summary>
    public const string NoList = "J1";

    /// <summary>No asset of the project matches an import line.</summary>
    public const string UnknownAsset = "A1";

    /// <summary>An import line names no asset.</summary>
    public const string Unaddressed = "A2";

    /// <summary>No such class.</summary>
    public const string UnknownClass = "C1";

    /// <summary>The class is of another kind than the member.</summary>
    public const string WrongKind = "C2";

    /// <summary>Invalid geometry.</summary>
    public const string Geometry = "G1";

    /// <summary>Not an option of the class.</summary>
    public const string UnknownOption = "O1";

    /// <summary>The answer has the wrong type.</summary>
    public const string AnswerType = "O2";

    /// <summary>A relation points at nothing.</summary>
    public const string DanglingRelation = "R1";

    /// <summary>The page does not exist.</summary>
    public const string Page = "P1";

    /// <summary>Warning: an object id was used twice on one page.</summary>
    public const string DuplicateObjectId = "W1";

    /// <summary>Warning: a text does not match the class's pattern.</summary>
    public const string PatternMismatch = "W2";

    /// <summary>Warning: a task was skipped since work on it has started.</summary>
    public const string TaskStarted = "W3";

    /// <summary>Warning: a nested answer was dropped since its parent option is not chosen.</summary>
    public const string ParentNotChosen = "W4";

    /// <summary>Warning: a single answer was wrapped into a list, or a list of one was unwrapped.</summary>
    public const string Coerced = "W5";
}
