namespace Limn.Annotations.Rules;

/// <summary>A rule of a class that an answer breaks.</summary>
/// <param name="Code">Name of the rule's key in the schema, such as <c>required</c> or <c>minWidth</c>.</param>
/// <param name="List">The list to look at: <c>objects</c>, <c>classifications</c> or <c>relations</c>.</param>
/// <param name="SchemaId">The class whose rule it is.</param>
/// <param name="ObjectId">The member of the list; null when it is about the task.</param>
/// <param name="Page">The member's page, if it has one.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record RuleProblem(string Code, string List, string SchemaId, string? ObjectId, int? Page, string Message);
