using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Server.Hosting;
using Limn.Server.Issues;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Exports;

/// <summary>Writes the issues of a project into the zip of an export: of one snapshot, a page at a time.</summary>
internal sealed class IssueExport(LimnDb db, ExportPlan plan, ProjectId project)
{
    private const int PageSize = 500;

    /// <summary>Writes the zip and returns the number of issues.</summary>
    public async Task<int> WriteAsync(Stream output, string name, Action<int, int> report, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        var issues = Filter();
        var total = await issues.CountAsync(cancellationToken);
        await using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var file = new Records(zip, plan.Request.Format, name);
        for (var page = await PageAsync(issues, null, cancellationToken); page.Count > 0; page = await PageAsync(issues, page[^1].Id, cancellationToken))
        {
            foreach (var record in await DescribeAsync(page, cancellationToken))
            {
                await file.WriteAsync(record, cancellationToken);
            }

            report(file.Count, total);
        }

        await file.EndAsync(cancellationToken);
        return file.Count;
    }

    private IQueryable<Issue> Filter()
    {
        var (filter, issues) = (plan.Filter, db.Issues.AsNoTracking().Where(issue => issue.ProjectId == project));
        issues = issues.Where(issue => db.Tasks.Any(task => task.Id == issue.TaskId && task.DeletedAt == null));
        if (filter.StageIds is { } stages)
        {
            issues = issues.Where(issue => stages.Contains(issue.StageId));
        }

        if (filter.BatchIds is { } texts)
        {
            var batches = texts.Select(text => BatchId.Parse(text, null)).ToList();
            issues = issues.Where(issue => db.AssetBatches.Any(link => link.AssetId == issue.AssetId && batches.Contains(link.BatchId)));
        }

        if (filter.CreatedAt is { } created)
        {
            issues = issues.Where(issue => (created.After == null || issue.CreatedAt > created.After) && (created.Before == null || issue.CreatedAt < created.Before));
        }

        return filter.UpdatedAt is { } updated
            ? issues.Where(issue => (updated.After == null || issue.UpdatedAt > updated.After) && (updated.Before == null || issue.UpdatedAt < updated.Before))
            : issues;
    }

    private static Task<List<Issue>> PageAsync(IQueryable<Issue> issues, IssueId? after, CancellationToken cancellationToken) =>
        (after is { } last ? issues.Where(issue => issue.Id > last) : issues).OrderBy(issue => issue.Id).Take(PageSize).ToListAsync(cancellationToken);

    /// <summary>As the wire shows them, with the asset as an object.</summary>
    private async Task<List<JsonObject>> DescribeAsync(List<Issue> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(issue => issue.AssetId).Distinct().ToList();
        var names = await db.Assets.Where(asset => ids.Contains(asset.Id)).ToDictionaryAsync(asset => asset.Id, asset => asset.ExternalId, cancellationToken);
        var links = await (
            from link in db.AssetBatches
            join batch in db.Batches on link.BatchId equals batch.Id
            where ids.Contains(link.AssetId)
            orderby batch.Rank, batch.Id
            select new { link.AssetId, batch.Name }).ToListAsync(cancellationToken);
        var batches = links.ToLookup(link => link.AssetId, link => link.Name);
        var replies = await db.DescribeAsync(page, cancellationToken);
        return replies.ConvertAll(issue =>
        {
            var record = JsonSerializer.SerializeToNode(issue, Json.Options)!.AsObject();
            record["asset"] = JsonSerializer.SerializeToNode(
                new Dictionary<string, object>
                {
                    ["_id"] = issue.Asset.ToString(), ["externalId"] = names[issue.Asset], ["batches"] = batches[issue.Asset].ToArray(),
                },
                Json.Options);
            return record;
        });
    }

    /// <summary>The records in the layout that was asked for. Clients read the first entry only.</summary>
    private sealed class Records(ZipArchive zip, ExportFormat format, string name)
    {
        private Stream? entry;

        public int Count { get; private set; }

        public async Task WriteAsync(JsonObject record, CancellationToken cancellationToken)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(record, Json.Options);
            if (format == ExportFormat.Split)
            {
                await using var own = zip.CreateEntry($"{record["_id"]}.json", CompressionLevel.Fastest).Open();
                await own.WriteAsync(json, cancellationToken);
            }
            else
            {
                await WriteTextAsync(Count > 0 ? (format == ExportFormat.Json ? "," : "\n") : "", cancellationToken);
                await entry!.WriteAsync(json, cancellationToken);
            }

            Count++;
        }

        public async Task EndAsync(CancellationToken cancellationToken)
        {
            if (format == ExportFormat.Split)
            {
                return;
            }

            await WriteTextAsync(format == ExportFormat.Json ? "]" : "", cancellationToken);
            await entry!.DisposeAsync();
        }

        private async Task WriteTextAsync(string text, CancellationToken cancellationToken)
        {
            if (entry is null)
            {
                entry = zip.CreateEntry(name + (format == ExportFormat.Json ? ".json" : ".ndjson"), CompressionLevel.Fastest).Open();
                text = format == ExportFormat.Json ? $"[{text}" : text;
            }

            await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
    }
}
