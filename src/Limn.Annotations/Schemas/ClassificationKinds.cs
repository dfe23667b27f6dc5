namespace Limn.Annotations.Schemas;

/// <summary>The <c>tool</c> texts of classification classes. Other texts are accepted and kept.</summary>
public static class ClassificationKinds
{
    /// <summary>One option.</summary>
    public const string Radio = "radio";

    /// <summary>Any number of options.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>One option.</summary>
    public const string SingleDropdown = "single-dropdown";

    /// <summary>Any number of options.</summary>
    public const string MultiDropdown = "multi-dropdown";

    /// <summary>Nodes of a tree, each written as its path.</summary>
    public const string TreeDropdown = "tree-dropdown";

    /// <summary>Free text.</summary>
    public const string Text = "text";

    /// <summary>Objects, by their ids.</summary>
    public const string Instance = "instance";

    /// <summary>True or false.</summary>
    public const string Boolean = "boolean";

    /// <summary>Options, best first.</summary>
    public const string Rank = "rank";

    /// <summary>A file, by its URL.</summary>
    public const string Upload = "upload";
}
