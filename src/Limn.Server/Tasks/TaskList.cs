using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Lists a project's tasks: filtered, sorted, in pages, with the keys that the caller wants.</summary>
internal sealed class TaskList(LimnDb db, TaskFilterReader filters, Limits limits)
{
    // Ids ascend, so their order is that of creation, and one index serves both.
    private const string ByCreation = "createdAt";

    private static readonly Sorting<AnnotationTask> Sorting = new Sorting<AnnotationTask>($"-{ByCreation}")
        .By("_id", task => task.Id)
        .By(ByCreation, task => task.Id)
        .By("updatedAt", task => task.UpdatedAt)
        .By("completedAt", task => task.CompletedAt)
        .By("stageEnteredAt", task => task.StageEnteredAt)
        .By("externalId", task => task.ExternalId)
        .By("priority", task => task.Priority)
        .By("stage", task => task.StageId)
        .By("duration", task => task.StageDuration)
        .By("totalDuration", task => task.TotalDuration)
        .By("reviewStatus", task => task.ReviewStatus)
        .By("assignee", task => task.AssigneeId);

    public async Task<Reply<TasksReply>> ReadAsync(
        TaskListQuery query, ProjectAccess project, Caller caller, string origin, CancellationToken cancellationToken)
    {
        var sort = Sorting.Parse(query.Sort);
        if (sort.Refusal is { } badSort)
        {
            return badSort;
        }

        var filter = await filters.ReadAsync(query, project, cancellationToken);
        if (filter.Refusal is { } badFilter)
        {
            return badFilter;
        }

        var found = filter.Value!.Apply(db.VisibleTasks(project, caller));
        var rows = sort.Value!.Apply(found);
        if (query.After is { } last)
        {
            if (sort.Value.Key is not (ByCreation or "_id"))
            {
                return Refusal.BadRequest("after goes with the order of creation only; leave sort away or sort by createdAt.");
            }

            rows = sort.Value.IsDescending ? rows.Where(task => task.Id < last) : rows.Where(task => task.Id > last);
        }
        else
        {
            rows = rows.Skip(query.Paging.Skip(limits));
        }

        var page = await rows.Take(query.Paging.Take(limits)).ToListAsync(cancellationToken);
        int? total = query.After is null ? await found.CountAsync(cancellationToken) : null;
        return new TasksReply(await db.DescribeAsync(page, PartsOf(query), origin, cancellationToken), total);
    }

    private static TaskParts PartsOf(TaskListQuery query)
    {
        if (query.Fields is { Length: > 0 } list)
        {
            var fields = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            return new TaskParts(fields.Overlaps(TaskReader.AnswerKeys), fields.Contains("stageHistory"), WholeAsset: false, fields);
        }

        // Old clients do not ask and read it; others write the word as Python does.
        var isWanted = query.IncludeAnswer is null || query.IncludeAnswer.Equals("true", StringComparison.OrdinalIgnoreCase) || query.IncludeAnswer == "1";
        return new TaskParts(isWanted, History: false, WholeAsset: false);
    }
}
