using Limn.Server.Auth;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>Changes assets that are there.</summary>
internal sealed class AssetEditor(LimnDb db, Writes writes, TimeProvider clock)
{
    private const int ChunkSize = 1000;
    private const int MostAttachments = 10_000;

    /// <summary>Marks assets and their tasks as deleted. Returns how many of the ids were assets of the project.</summary>
    public async Task<int> DeleteAsync(ProjectAccess project, Caller caller, IReadOnlyList<AssetId> assets, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var deleted = 0;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        foreach (var ids in assets.Distinct().Chunk(ChunkSize))
        {
            deleted += await db.Assets.Where(asset => asset.ProjectId == project.ProjectId && ids.Contains(asset.Id) && asset.DeletedAt == null)
                .ExecuteUpdateAsync(update => update.SetProperty(asset => asset.DeletedAt, now), cancellationToken);
            var tasks = db.Tasks.Where(task => task.ProjectId == project.ProjectId && ids.Contains(task.AssetId));
            await tasks.Where(task => task.DeletedAt == null).ExecuteUpdateAsync(
                update => update.SetProperty(task => task.DeletedAt, now).SetProperty(task => task.Version, task => task.Version + 1), cancellationToken);
            var stages = await tasks.Where(task => task.DeletedAt == now).GroupBy(task => task.StageId)
                .Select(stage => new { stage.Key, Count = stage.Count() }).ToListAsync(cancellationToken);
            foreach (var stage in stages)
            {
                StageCounts.Move(write, project.ProjectId, stage.Key, null, stage.Count);
            }
        }

        db.Audit.Add(new AuditEntry
        {
            At = now, OrganizationId = project.OrganizationId, ProjectId = project.ProjectId, By = caller.Email, SessionId = caller.Run?.SessionId,
            Action = "assets.delete", Target = $"{deleted} assets",
        });
        await write.CommitAsync(cancellationToken);
        return deleted;
    }

    /// <summary>Adds attachments behind those that assets have. An entry that selects no asset is no error.</summary>
    public async Task<Reply<AttachedCounts>> AttachAsync(
        ProjectId project, IReadOnlyList<AttachEntryRequest> entries, CancellationToken cancellationToken)
    {
        var additions = new List<(AttachEntryRequest Entry, List<Attachment> Attachments)>();
        for (var index = 0; index < entries.Count; index++)
        {
            if (Read(entries[index]) is not { } attachments)
            {
                return Refusal.BadRequest($"attachments[{index}]: name the asset by externalId or assetId. {Attachment.Form}");
            }

            additions.Add((entries[index], attachments));
        }

        var imported = 0;
        var updated = new HashSet<AssetId>();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await write.LockProjectAsync(project, cancellationToken);
        foreach (var chunk in additions.Chunk(ChunkSize))
        {
            imported += await AttachAsync(project, chunk, updated, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        await write.CommitAsync(cancellationToken);
        return new AttachedCounts(imported, updated.Count);
    }

    private async Task<int> AttachAsync(
        ProjectId project, (AttachEntryRequest Entry, List<Attachment> Attachments)[] additions, HashSet<AssetId> updated, CancellationToken cancellationToken)
    {
        var externalIds = additions.Select(addition => addition.Entry.ExternalId).OfType<string>().ToHashSet();
        var ids = additions.Select(addition => addition.Entry.AssetId).OfType<AssetId>().ToHashSet();
        var assets = await db.Assets
            .Where(asset => asset.ProjectId == project && asset.DeletedAt == null && (externalIds.Contains(asset.ExternalId) || ids.Contains(asset.Id)))
            .ToListAsync(cancellationToken);
        var byExternalId = assets.ToLookup(asset => asset.ExternalId);
        var byId = assets.ToDictionary(asset => asset.Id);
        var imported = 0;
        foreach (var (entry, attachments) in additions)
        {
            var selected = entry.AssetId is { } id ? byId.TryGetValue(id, out var one) ? [one] : [] : byExternalId[entry.ExternalId!];
            foreach (var asset in selected.Where(asset => IsMeant(entry, asset)))
            {
                asset.Attachments = RawJson.From((asset.Attachments.To<List<Attachment>>() ?? []).Concat(attachments).Take(MostAttachments));
                imported += attachments.Count;
                updated.Add(asset.Id);
            }
        }

        return imported;
    }

    private static bool IsMeant(AttachEntryRequest entry, Asset asset) =>
        entry.Data is not { Length: > 0 } data || FileAddress.WithoutQuery(data) == FileAddress.WithoutQuery(asset.Data) || FileAddress.KeyIn(data) is { } key && key == asset.FileKey;

    private static List<Attachment>? Read(AttachEntryRequest? entry)
    {
        if (entry is null || (entry.ExternalId is null && entry.AssetId is null))
        {
            return null;
        }

        var given = entry.Attachments ?? (entry.AttachmentUrl is null ? [] : [new AttachmentRequest(entry.AttachmentType ?? "IMAGE", entry.AttachmentUrl)]);
        var attachments = given.Select(attachment => Attachment.From(attachment?.Type, attachment?.Value)).OfType<Attachment>().ToList();
        return attachments.Count == given.Count ? attachments : null;
    }
}
