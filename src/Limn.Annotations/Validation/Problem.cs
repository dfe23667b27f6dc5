namespace Limn.Annotations.Validation;

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Path">Place inside the document, such as <c>objects[0].classifications[1]</c>; empty for the whole document.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record Problem(string Code, string Path, string Message);
