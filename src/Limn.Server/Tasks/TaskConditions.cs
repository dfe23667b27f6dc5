using System.Linq.Expressions;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Limn.Server.Tasks;

/// <summary>Reads a value of a condition; false when it is of the wrong kind.</summary>
internal delegate bool ValueReader<TValue>(JsonElement element, out TValue value);

/// <summary>Turns operators on a column into expressions. Each returns null when operator and values do not fit.</summary>
internal static class TaskConditions
{
    private const int LongestPattern = 200;

    /// <summary>Equal, different, one of, none of.</summary>
    public static Expression<Func<AnnotationTask, bool>>? Equal<TValue>(
        Expression<Func<AnnotationTask, TValue>> column, TaskCondition condition, ValueReader<TValue> read)
    {
        var values = new List<TValue>();
        foreach (var element in condition.Values)
        {
            if (!read(element, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        return condition.Operator switch
        {
            "eq" or "in" => column.Then(value => values.Contains(value)),
            "ne" or "nin" => column.Then(value => !values.Contains(value)),
            _ => null,
        };
    }

    /// <summary>What <see cref="Equal"/> takes, and smaller or larger.</summary>
    public static Expression<Func<AnnotationTask, bool>>? Ordered<TValue>(
        Expression<Func<AnnotationTask, TValue>> column, TaskCondition condition, ValueReader<TValue> read)
    {
        ExpressionType? type = condition.Operator switch
        {
            "gt" => ExpressionType.GreaterThan,
            "gte" or "from" => ExpressionType.GreaterThanOrEqual,
            "lt" => ExpressionType.LessThan,
            "lte" or "to" => ExpressionType.LessThanOrEqual,
            _ => null,
        };
        return type is not { } comparison
            ? Equal(column, condition, read)
            : condition.Values is [var only] && read(only, out var bound) && bound is not null ? column.Then(Compare(comparison, bound)) : null;
    }

    /// <summary>What <see cref="Equal"/> takes, and parts of a text, without regard to case.</summary>
    public static Expression<Func<AnnotationTask, bool>>? Text(Expression<Func<AnnotationTask, string?>> column, TaskCondition condition)
    {
        if (condition.Values is not [{ ValueKind: JsonValueKind.String } only])
        {
            return Equal(column, condition, TryText);
        }

        var text = only.GetString()!;
        var part = text.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, which knows no culture.
        return condition.Operator switch
        {
            "contains" => column.Then(value => value!.ToLower().Contains(part)),
            "notContains" => column.Then(value => !value!.ToLower().Contains(part)),
            "startsWith" => column.Then(value => value!.ToLower().StartsWith(part)),
            "endsWith" => column.Then(value => value!.ToLower().EndsWith(part)),
            "regex" => IsPattern(text) ? column.Then(value => Regex.IsMatch(value!, text)) : null,
            _ => Equal(column, condition, TryText),
        };
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>A column that may hold nothing: whether it does, and what <paramref name="otherwise"/> makes of other operators.</summary>
    public static Expression<Func<AnnotationTask, bool>>? Optional<TValue>(
        Expression<Func<AnnotationTask, TValue>> column, TaskCondition condition, Func<Expression<Func<AnnotationTask, bool>>?> otherwise)
    {
        if (condition.Operator is not ("exists" or "isEmpty"))
        {
            return otherwise();
        }

        var isWanted = condition.Values is [{ ValueKind: JsonValueKind.True or JsonValueKind.False } only] ? only.GetBoolean() : (bool?)null;
        return isWanted is not { } wanted
            ? null
            : wanted == (condition.Operator == "exists") ? column.Then(value => value != null) : column.Then(value => value == null);
    }

    /// <summary>Holds or holds not.</summary>
    public static Expression<Func<AnnotationTask, bool>>? Flag(Expression<Func<AnnotationTask, bool>> column, TaskCondition condition)
    {
        if (condition.Values is not [{ ValueKind: JsonValueKind.True or JsonValueKind.False } only] || condition.Operator is not ("eq" or "ne"))
        {
            return null;
        }

        return only.GetBoolean() == (condition.Operator == "eq") ? column : column.Then(value => !value);
    }

    public static bool TryText(JsonElement element, out string? value)
    {
        value = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return element.ValueKind is JsonValueKind.String or JsonValueKind.Null;
    }

    public static bool TryNumber(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }

    public static bool TryInteger(JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }

    public static bool TryTime(JsonElement element, out DateTimeOffset value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out value);
    }

    public static bool TryOptionalTime(JsonElement element, out DateTimeOffset? value)
    {
        var isTime = TryTime(element, out var time);
        value = isTime ? time : null;
        return isTime || element.ValueKind == JsonValueKind.Null;
    }

    public static bool TryEnum<TEnum>(JsonElement element, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return element.ValueKind == JsonValueKind.String && Enum.TryParse(element.GetString(), ignoreCase: true, out value) && Enum.IsDefined(value);
    }

    /// <summary>The condition <paramref name="test"/> on what <paramref name="column"/> selects.</summary>
    private static Expression<Func<AnnotationTask, bool>> Then<TValue>(
        this Expression<Func<AnnotationTask, TValue>> column, Expression<Func<TValue, bool>> test) =>
        Expression.Lambda<Func<AnnotationTask, bool>>(new Replacing(test.Parameters[0], column.Body).Visit(test.Body), column.Parameters);

    // The bound is captured, and so becomes a parameter of the statement.
    private static Expression<Func<TValue, bool>> Compare<TValue>(ExpressionType type, TValue bound)
    {
        Expression<Func<TValue>> captured = () => bound;
        var value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Func<TValue, bool>>(Expression.MakeBinary(type, value, captured.Body), value);
    }

    /// <summary>Patterns that need backtracking are refused: they can be made to run for years.</summary>
    private static bool IsPattern(string pattern)
    {
        try
        {
            return pattern.Length <= LongestPattern && new Regex(pattern, RegexOptions.NonBacktracking) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private sealed class Replacing(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? replacement : base.VisitParameter(node);
    }
}
