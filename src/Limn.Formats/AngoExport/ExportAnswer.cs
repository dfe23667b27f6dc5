using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;

namespace Limn.Formats.AngoExport;

/// <summary>A stored answer and what is needed to write it.</summary>
/// <param name="Utf8">The canonical document; empty bytes stand for an answer without members.</param>
/// <param name="Form">Its form, as stored beside it.</param>
/// <param name="Schema">
/// The schema that it was written against: the same instance as <see cref="ExportOptions.Schema"/> if that is the present one, so that it
/// can be copied.
/// </param>
public readonly record struct ExportAnswer(ReadOnlyMemory<byte> Utf8, AnswerForm Form, CategorySchema Schema);
