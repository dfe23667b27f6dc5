using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Limn.Server.Batches;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>
/// Reads the filter of a list of tasks: an object of fields, each with a value (equals), a list (any of) or operators. Anything unknown is
/// refused by name: a filter that is passed over would list, and lead on to change, far too much.
/// </summary>
internal sealed class TaskFilterReader(LimnDb db)
{
    private const int MostConditions = 50;
    private const int MostValues = 10_000;

    private static readonly HashSet<string> Operators =
    [
        "eq", "ne", "in", "nin", "all", "gt", "gte", "lt", "lte", "from", "to", "contains", "notContains", "startsWith", "endsWith", "regex",
        "exists", "isEmpty",
    ];

    public async Task<Reply<TaskFilter>> ReadAsync(TaskListQuery query, ProjectAccess project, CancellationToken cancellationToken)
    {
        var conditions = new List<TaskCondition>();
        if (ReadJson(query.Filter ?? query.Filters, conditions) is { } malformed)
        {
            return malformed;
        }

        if (AddParameters(query, conditions) is { } wrong)
        {
            return wrong;
        }

        if (conditions.Count > MostConditions || conditions.Exists(condition => condition.Values.Count > MostValues))
        {
            return Refusal.BadRequest($"A filter has at most {MostConditions} conditions of at most {MostValues} values.");
        }

        var names = await FindNamesAsync(conditions, project, cancellationToken);
        var expressions = new List<Expression<Func<AnnotationTask, bool>>>();
        foreach (var condition in conditions)
        {
            if (TaskFields.ToExpression(condition, names) is not { } expression)
            {
                return Refusal.BadRequest($"filter.{condition.Field}: the operator {condition.Operator} does not take this value.");
            }

            expressions.Add(expression);
        }

        return new TaskFilter(expressions);
    }

    private static Refusal? ReadJson(string? json, List<TaskCondition> conditions)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        try
        {
            using var document = WholeTexts.Parse(Encoding.UTF8.GetBytes(json));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Select(field => ReadField(field, conditions)).FirstOrDefault(refusal => refusal is not null)
                : Refusal.BadRequest("filter is a JSON object.");
        }
        catch (JsonException)
        {
            return Refusal.BadRequest("filter is not valid JSON.");
        }
    }

    private static Refusal? ReadField(JsonProperty property, List<TaskCondition> conditions)
    {
        if (TaskFields.Find(property.Name) is not { } field)
        {
            return Refusal.BadRequest($"Tasks cannot be filtered by {property.Name}. Filter by one of: {TaskFields.Names}.");
        }

        switch (property.Value.ValueKind)
        {
            case JsonValueKind.Object:
                return property.Value.EnumerateObject().Select(entry => ReadOperator(field, entry, conditions)).FirstOrDefault(refusal => refusal is not null);
            case JsonValueKind.Array:
                conditions.Add(new TaskCondition(field, "in", ValuesOf(property.Value)));
                return null;
            default:
                conditions.Add(new TaskCondition(field, "eq", ValuesOf(property.Value)));
                return null;
        }
    }

    private static Refusal? ReadOperator(string field, JsonProperty entry, List<TaskCondition> conditions)
    {
        var name = entry.Name.TrimStart('$');
        if (!Operators.Contains(name))
        {
            return Refusal.BadRequest($"filter.{field}: there is no operator {entry.Name}.");
        }

        conditions.Add(new TaskCondition(field, name, ValuesOf(entry.Value)));
        return null;
    }

    private static List<JsonElement> ValuesOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.Clone())] : [value.Clone()];

    /// <summary>The older parameters, each unless the filter has that field.</summary>
    private static Refusal? AddParameters(TaskListQuery query, List<TaskCondition> conditions)
    {
        var batches = BatchNames.ReadParameter(query.Batches);
        if (batches.Refusal is { } malformed)
        {
            return malformed;
        }

        var given = conditions.Select(condition => condition.Field).ToHashSet();
        void Add(string field, IEnumerable<string?> texts)
        {
            var values = texts.Where(text => !string.IsNullOrEmpty(text)).Select(text => JsonSerializer.SerializeToElement(text)).ToList();
            if (values.Count > 0 && !given.Contains(field))
            {
                conditions.Add(new TaskCondition(field, "in", values));
            }
        }

        Add(TaskFields.Status, [query.StatusIs ?? query.Status]);
        Add(TaskFields.Batches, batches.Value!);
        Add(TaskFields.Stage, [query.Stage]);

        // A plus sign in an address that nobody escaped arrives as a space.
        Add(TaskFields.Assignee, [query.Assignee?.Replace(' ', '+')]);
        return null;
    }

    private async Task<TaskFilterNames> FindNamesAsync(List<TaskCondition> conditions, ProjectAccess project, CancellationToken cancellationToken)
    {
        var fields = conditions.Select(condition => condition.Field).ToHashSet();
        var batches = fields.Contains(TaskFields.Batches) ? await BatchNames.ReadAsync(db, project.ProjectId, cancellationToken) : null;
        var wanted = conditions.Where(condition => condition.Field == TaskFields.Batches).SelectMany(condition => condition.Values)
            .Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);
        var areLarge = batches is not null
            && await db.AreLargeAsync(batches.Find(wanted, []).ConvertAll(batch => batch.Id), cancellationToken);
        var stages = fields.Contains(TaskFields.StageTypeField)
            ? StageGraph.Read(await db.Projects.Where(row => row.Id == project.ProjectId).Select(row => row.Stages).FirstAsync(cancellationToken))
                .Stages.GroupBy(stage => stage.Type).ToDictionary(group => group.Key, group => group.Select(stage => stage.Id).ToArray())
            : [];
        var emails = conditions.Where(condition => condition.Field == TaskFields.Assignee).SelectMany(condition => condition.Values)
            .Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!.Trim().ToLowerInvariant()).ToHashSet();
        var users = emails.Count == 0
            ? []
            : await db.Users.Where(user => emails.Contains(user.Email)).ToDictionaryAsync(user => user.Email, user => user.Id, cancellationToken);
        return new TaskFilterNames(db, batches, areLarge, users, stages);
    }
}
