using System.Linq.Expressions;

namespace Limn.Server.Tasks;

/// <summary>Conditions on tasks, all of which hold.</summary>
internal sealed class TaskFilter(IReadOnlyList<Expression<Func<AnnotationTask, bool>>> conditions)
{
    public IQueryable<AnnotationTask> Apply(IQueryable<AnnotationTask> tasks) =>
        conditions.Aggregate(tasks, (narrowed, condition) => narrowed.Where(condition));
}

/// <summary>One condition as a caller wrote it.</summary>
/// <param name="Field">One of <see cref="TaskFields"/>.</param>
/// <param name="Operator">For example <c>gte</c>.</param>
/// <param name="Values">The value, or each of a list.</param>
internal sealed record TaskCondition(string Field, string Operator, IReadOnlyList<System.Text.Json.JsonElement> Values);
