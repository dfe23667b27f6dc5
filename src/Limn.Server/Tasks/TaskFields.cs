using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Text.Json;
using Limn.Server.Batches;
using Limn.Server.Workflow;
using static Limn.Server.Tasks.TaskConditions;

namespace Limn.Server.Tasks;

/// <summary>What the values of conditions refer to.</summary>
/// <param name="HasLargeBatches">See <see cref="AssetBatches.AreLargeAsync"/>.</param>
/// <param name="UsersByEmail">The users whom the conditions name.</param>
internal sealed record TaskFilterNames(
    LimnDb Db, BatchNames? Batches, bool HasLargeBatches, IReadOnlyDictionary<string, UserId> UsersByEmail, IReadOnlyDictionary<StageType, string[]> StagesByType);

/// <summary>
/// The fields that tasks can be filtered by: a closed list, so that a filter reaches no column that its reader may not see. The key may also
/// be written in snake case.
/// </summary>
internal static class TaskFields
{
    public const string Batches = "batches";
    public const string Assignee = "assignee";
    public const string StageTypeField = "stageType";
    public const string Stage = "stage";
    public const string Status = "status";

    private delegate Expression<Func<AnnotationTask, bool>>? Build(TaskCondition condition, TaskFilterNames names);

    private static readonly FrozenDictionary<string, Build> Fields = new Dictionary<string, Build>
    {
        [Stage] = (condition, _) => Text(task => task.StageId, condition),
        [StageTypeField] = BuildStageType,
        [Batches] = BuildBatches,
        [Status] = (condition, _) => BuildStatus(condition),
        ["reviewStatus"] = (condition, _) => Equal(task => task.ReviewStatus, condition, TryEnum<ReviewStatus>),
        ["type"] = (condition, _) => Equal(task => task.Kind, condition, TryEnum<TaskKind>),
        [Assignee] = BuildAssignee,
        ["externalId"] = (condition, _) => Text(task => task.ExternalId, condition),
        ["assetId"] = (condition, _) => Equal<AssetId>(task => task.AssetId, condition, TryId),
        ["taskId"] = (condition, _) => Equal<TaskId>(task => task.Id, condition, TryId),
        ["priority"] = (condition, _) => Ordered<int>(task => task.Priority, condition, TryInteger),
        ["duration"] = (condition, _) => Ordered<long>(task => task.StageDuration, condition, TryNumber),
        ["totalDuration"] = (condition, _) => Ordered<long>(task => task.TotalDuration, condition, TryNumber),
        ["createdAt"] = (condition, _) => Ordered<DateTimeOffset>(task => task.CreatedAt, condition, TryTime),
        ["updatedAt"] = (condition, _) => Ordered<DateTimeOffset>(task => task.UpdatedAt, condition, TryTime),
        ["completedAt"] = (condition, _) => Optional(
            task => task.CompletedAt, condition, () => Ordered<DateTimeOffset?>(task => task.CompletedAt, condition, TryOptionalTime)),
        ["createdBy"] = (condition, _) => Text(task => task.CreatedBy, condition),
        ["updatedBy"] = (condition, _) => Text(task => task.UpdatedBy, condition),
        ["completedBy"] = (condition, _) => Optional(task => task.CompletedBy, condition, () => Text(task => task.CompletedBy, condition)),
        ["isSkipped"] = (condition, _) => Flag(task => task.IsSkipped, condition),
        ["isPreLabeled"] = (condition, _) => Flag(task => task.IsPreLabeled, condition),
        ["isBenchmark"] = (condition, _) => Flag(task => task.Kind == TaskKind.Benchmark, condition),
        ["isDraft"] = (condition, _) => Flag(task => task.IsDraft, condition),
        ["rework"] = (condition, _) => Flag(task => task.IsRework, condition),
        ["error"] = (condition, _) => Optional(task => task.Error, condition, () => Text(task => task.Error, condition)),
        ["openIssuesCount"] = (condition, _) => Ordered<int>(task => task.OpenIssues, condition, TryInteger),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["taskType"] = "type", ["_id"] = "taskId", ["id"] = "taskId", ["asset"] = "assetId",
    }.ToFrozenDictionary();

    /// <summary>The field of that name; null when there is none.</summary>
    public static string? Find(string name)
    {
        var camel = string.Concat(name.Split('_').Select((part, index) => index == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
        var known = Aliases.GetValueOrDefault(name) ?? Aliases.GetValueOrDefault(camel) ?? camel;
        return Fields.ContainsKey(known) ? known : null;
    }

    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", Fields.Keys.Order());

    /// <summary>The condition as an expression; null when operator and value do not fit the field.</summary>
    public static Expression<Func<AnnotationTask, bool>>? ToExpression(TaskCondition condition, TaskFilterNames names) =>
        Fields[condition.Field](condition, names);

    private static Expression<Func<AnnotationTask, bool>>? BuildStatus(TaskCondition condition)
    {
        var texts = TextsOf(condition);
        if (texts is null || condition.Operator is not ("eq" or "in" or "ne" or "nin"))
        {
            return null;
        }

        bool Has(string status) => texts.Contains(status, StringComparer.OrdinalIgnoreCase);
        var isPositive = condition.Operator is "eq" or "in";
        var done = (Has(WireStatus.Completed) || Has(WireStatus.Ready)) == isPositive;
        var open = (Has(WireStatus.ToDo) || Has(WireStatus.Ready)) == isPositive;
        return (open, done) switch
        {
            (true, true) => _ => true,
            (true, false) => task => task.StageId != StageGraph.CompleteId,
            (false, true) => task => task.StageId == StageGraph.CompleteId,
            _ => _ => false,
        };
    }

    private static Expression<Func<AnnotationTask, bool>>? BuildStageType(TaskCondition condition, TaskFilterNames names)
    {
        var ids = new List<string>();
        foreach (var value in condition.Values)
        {
            if (!TryEnum<StageType>(value, out var type))
            {
                return null;
            }

            ids.AddRange(names.StagesByType.GetValueOrDefault(type) ?? []);
        }

        return condition.Operator switch
        {
            "eq" or "in" => task => ids.Contains(task.StageId),
            "ne" or "nin" => task => !ids.Contains(task.StageId),
            _ => null,
        };
    }

    private static Expression<Func<AnnotationTask, bool>>? BuildBatches(TaskCondition condition, TaskFilterNames names)
    {
        var db = names.Db;
        if (condition is { Operator: "exists" or "isEmpty", Values: [{ ValueKind: JsonValueKind.True or JsonValueKind.False } flag] })
        {
            return flag.GetBoolean() == (condition.Operator == "exists")
                ? task => task.BatchRank != AnnotationTask.NoBatchRank
                : task => task.BatchRank == AnnotationTask.NoBatchRank;
        }

        var unknown = new List<string>();
        var ids = names.Batches!.Find(TextsOf(condition) ?? [""], unknown).ConvertAll(batch => batch.Id);
        return unknown.Count > 0 ? null : condition.Operator switch
        {
            "eq" or "in" when names.HasLargeBatches => task => db.AssetBatches.Any(link => link.AssetId == task.AssetId && ids.Contains(link.BatchId)),
            "eq" or "in" => task => db.AssetBatches.Where(link => ids.Contains(link.BatchId)).Select(link => link.AssetId).Contains(task.AssetId),
            "ne" or "nin" => task => !db.AssetBatches.Any(link => link.AssetId == task.AssetId && ids.Contains(link.BatchId)),
            "all" => task => db.AssetBatches.Count(link => link.AssetId == task.AssetId && ids.Contains(link.BatchId)) == ids.Count,
            _ => null,
        };
    }

    private static Expression<Func<AnnotationTask, bool>>? BuildAssignee(TaskCondition condition, TaskFilterNames names) =>
        Optional(task => task.AssigneeId, condition, () => Equal(task => task.AssigneeId, condition, (JsonElement element, out UserId? user) =>
        {
            // Nobody has the id of an unknown e-mail.
            user = TryText(element, out var email) && email is not null ? names.UsersByEmail.GetValueOrDefault(email.Trim().ToLowerInvariant()) : null;
            return element.ValueKind is JsonValueKind.String or JsonValueKind.Null;
        }));

    private static bool TryId<TEntity>(JsonElement element, out Id<TEntity> id)
    {
        id = default;
        return element.ValueKind == JsonValueKind.String && Id<TEntity>.TryParse(element.GetString(), null, out id);
    }

    private static List<string>? TextsOf(TaskCondition condition) =>
        condition.Values.All(value => value.ValueKind == JsonValueKind.String) ? [.. condition.Values.Select(value => value.GetString()!)] : null;
}
