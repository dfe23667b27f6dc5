namespace Limn.Annotations.Schemas;

/// <summary>The JSON form that the answers of a classification class have.</summary>
internal enum AnswerShape
{
    /// <summary>The kind is not known: a text, a list of texts or a boolean.</summary>
    Any,

    /// <summary>One option.</summary>
    Option,

    /// <summary>A list of options.</summary>
    Options,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>True or false.</summary>
    Boolean,
}
