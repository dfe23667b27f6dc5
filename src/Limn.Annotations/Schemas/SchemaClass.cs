using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Schemas;

/// <summary>A class of the category schema: of objects, of classifications or of relations. Immutable and thread safe.</summary>
public sealed class SchemaClass
{
    private readonly TextPattern? pattern;

    internal SchemaClass(string schemaId, string title, string tool, string? regex)
    {
        SchemaId = schemaId;
        Title = title;
        Tool = tool;
        Regex = regex;
        Shape = ShapeOf(tool);
        pattern = string.IsNullOrEmpty(regex) ? null : new TextPattern(regex);
        EncodedId = JsonEncodedText.Encode(schemaId, CanonicalEncoder.Instance);
        EncodedTitle = JsonEncodedText.Encode(title, CanonicalEncoder.Instance);
        EncodedTool = JsonEncodedText.Encode(tool, CanonicalEncoder.Instance);
    }

    /// <summary>Identity.</summary>
    public string SchemaId { get; }

    /// <summary>Display name; exports write it beside every member.</summary>
    public string Title { get; }

    /// <summary>Kind: see <see cref="ToolKinds"/>, <see cref="ClassificationKinds"/>, <see cref="RelationKinds"/>.</summary>
    public string Tool { get; }

    /// <summary>Input rule of a text class, if any.</summary>
    public string? Regex { get; }

    /// <summary>Colour as <c>#rrggbb</c>; empty if none was given. A brush class's masks are painted with it.</summary>
    public string Color { get; internal init; } = "";

    /// <summary>At least one member is wanted before a task is submitted.</summary>
    public bool IsRequired { get; internal init; }

    /// <summary>The class may be answered several times.</summary>
    public bool IsMultiple { get; internal init; }

    /// <summary>The class is answered per page or frame rather than once per asset.</summary>
    public bool IsFrameSpecific { get; internal init; }

    /// <summary>The class is a column of the table view.</summary>
    public bool IsColumn { get; internal init; }

    /// <summary>The option of the parent class that makes this nested class appear; null: it always appears.</summary>
    public string? ParentOptionId { get; internal init; }

    /// <summary>The class in which this one is nested.</summary>
    public SchemaClass? Parent { get; internal set; }

    /// <summary>The options, in the schema's order; for a tree every node, depth first.</summary>
    public IReadOnlyList<SchemaOption> Options => OptionIndex.All;

    /// <summary>The nested classification classes, in the schema's order.</summary>
    public IReadOnlyList<SchemaClass> Classifications => Children.All;

    /// <summary>Whether at least one member is wanted, by one rule or the other.</summary>
    public bool IsWanted => IsRequired || Rules.MinCount > 0;

    internal ClassRules Rules { get; init; } = ClassRules.None;

    internal OptionIndex OptionIndex { get; init; } = OptionIndex.Empty;

    internal ClassIndex Children { get; init; } = ClassIndex.Empty;

    internal AnswerShape Shape { get; }

    internal JsonEncodedText EncodedId { get; }

    internal JsonEncodedText EncodedTitle { get; }

    internal JsonEncodedText EncodedTool { get; }

    /// <summary>Whether a text obeys <see cref="Regex"/>; true when there is none, or none that can be run.</summary>
    internal bool Allows(string text) => pattern?.IsMatch(text) ?? true;

    /// <summary>The class at the top of the nesting; itself if it is not nested.</summary>
    internal SchemaClass Root => Parent?.Root ?? this;

    internal bool IsInside(SchemaClass ancestor)
    {
        for (var item = Parent; item is not null; item = item.Parent)
        {
            if (item == ancestor)
                return true;
        }
        return false;
    }

    private static AnswerShape ShapeOf(string tool) => tool switch
    {
        ClassificationKinds.Radio or ClassificationKinds.SingleDropdown => AnswerShape.Option,
        ClassificationKinds.Checkbox or ClassificationKinds.MultiDropdown or ClassificationKinds.TreeDropdown
            or ClassificationKinds.Rank => AnswerShape.Options,
        ClassificationKinds.Text or ClassificationKinds.Upload => AnswerShape.Text,
        ClassificationKinds.Instance => AnswerShape.Texts,
        ClassificationKinds.Boolean => AnswerShape.Boolean,
        _ => AnswerShape.Any,
    };
}
