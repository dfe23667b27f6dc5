using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Schemas;

/// <summary>An answer that can be chosen. Immutable.</summary>
public sealed class SchemaOption
{
    internal SchemaOption(string schemaId, string text, SchemaOption? parent)
    {
        SchemaId = schemaId;
        Text = text;
        Parent = parent;
        EncodedId = JsonEncodedText.Encode(schemaId, CanonicalEncoder.Instance);
        EncodedText = JsonEncodedText.Encode(text, CanonicalEncoder.Instance);
    }

    /// <summary>Identity; the key of a tree node.</summary>
    public string SchemaId { get; }

    /// <summary>What exports write; for a tree node the titles of its path joined with <c> / </c>.</summary>
    public string Text { get; }

    /// <summary>The node above, in a tree.</summary>
    public SchemaOption? Parent { get; }

    internal JsonEncodedText EncodedId { get; }

    internal JsonEncodedText EncodedText { get; }
}
