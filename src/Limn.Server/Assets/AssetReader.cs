using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>Lists assets with their tasks, in a constant number of statements.</summary>
internal sealed class AssetReader(LimnDb db, Limits limits)
{
    // Ids ascend, so their order is that of creation.
    private static readonly Sorting<Asset> Sorting = new Sorting<Asset>("-createdAt")
        .By("_id", asset => asset.Id)
        .By("createdAt", asset => asset.Id)
        .By("externalId", asset => asset.ExternalId)
        .By("priority", asset => asset.Priority);

    public async Task<Reply<AssetsReply>> ListAsync(
        AssetListQuery query, ProjectAccess project, Caller caller, string origin, CancellationToken cancellationToken)
    {
        var sort = Sorting.Parse(query.Sort);
        if (sort.Refusal is { } badSort)
        {
            return badSort;
        }

        var names = await BatchNames.ReadAsync(db, project.ProjectId, cancellationToken);
        var filter = AssetFilter.Parse(query, names);
        if (filter.Refusal is { } badFilter)
        {
            return badFilter;
        }

        var visible = db.Assets.AsNoTracking().Where(asset => asset.ProjectId == project.ProjectId && asset.DeletedAt == null);
        if (project.Role == Role.Labeler)
        {
            var own = db.VisibleTasks(project, caller).Select(task => task.AssetId);
            visible = visible.Where(asset => own.Contains(asset.Id));
        }

        var found = await filter.Value!.ApplyAsync(db, visible, cancellationToken);
        var page = await sort.Value!.Apply(found).Skip(query.Paging.Skip(limits)).Take(query.Paging.Take(limits)).ToListAsync(cancellationToken);
        var total = await found.CountAsync(cancellationToken);
        return new AssetsReply(await DescribeAsync(page, origin, cancellationToken), total);
    }

    private async Task<List<AssetReply>> DescribeAsync(List<Asset> assets, string origin, CancellationToken cancellationToken)
    {
        var ids = assets.ConvertAll(asset => asset.Id);
        var batches = await db.ReadBatchesAsync(ids, cancellationToken);
        var tasks = await (
            from task in db.Tasks
            where ids.Contains(task.AssetId) && task.DeletedAt == null && task.Kind == TaskKind.Default
            orderby task.Id
            select new
            {
                task.Id, task.AssetId, task.StageId,
                Assignee = db.Users.Where(user => user.Id == task.AssigneeId).Select(user => user.Email).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var visits = await db.ReadVisitsAsync(tasks.ConvertAll(task => task.Id), cancellationToken);
        var tasksByAsset = tasks.ToLookup(task => task.AssetId);
        return assets.ConvertAll(asset => new AssetReply
        {
            Id = asset.Id, Project = asset.ProjectId, Organization = asset.OrganizationId, ExternalId = asset.ExternalId, Data = asset.UrlOrText(origin),
            Storage = asset.Storage, Batches = [.. batches[asset.Id]], Metadata = asset.Metadata,
            ContextData = asset.ContextData.IsEmpty ? RawJson.EmptyObject : asset.ContextData,
            Attachments = asset.Attachments.IsEmpty ? RawJson.EmptyArray : asset.Attachments,
            Dataset = PageList.Show(asset.Dataset, origin), Overlay = asset.Overlay.IsEmpty ? RawJson.EmptyArray : asset.Overlay,
            Priority = asset.Priority, IsPreLabeled = asset.IsPreLabeled, CreatedAt = asset.CreatedAt, CreatedBy = asset.CreatedBy,
            LabelTasks =
            [
                .. tasksByAsset[asset.Id].Select(task => new LabelTaskReply(
                    task.Id, task.StageId, WireStatus.Of(task.StageId), task.Assignee, [.. visits[task.Id]])),
            ],
        });
    }
}
