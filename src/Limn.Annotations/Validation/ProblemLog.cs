namespace Limn.Annotations.Validation;

/// <summary>Collects problems and warnings, each up to the limit.</summary>
internal sealed class ProblemLog(AnswerLimits limits)
{
    public List<Problem> Errors { get; } = [];

    public List<Problem> Warnings { get; } = [];

    public AnswerLimits Limits { get; } = limits;

    public void Error(string code, string path, string message) => Add(Errors, code, path, message);

    public void Error(string code, Member member, string message) => Add(Errors, code, member, message);

    public void Warn(string code, Member member, string message) => Add(Warnings, code, member, message);

    private void Add(List<Problem> problems, string code, Member member, string message)
    {
        if (problems.Count < Limits.MaxProblems)
            Add(problems, code, member.Path, message);
    }

    private void Add(List<Problem> problems, string code, string path, string message)
    {
        if (problems.Count < Limits.MaxProblems)
            problems.Add(new Problem(code, path, message));
    }
}
