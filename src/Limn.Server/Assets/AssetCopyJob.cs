using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <param name="Origin">Where the caller reached the server.</param>
internal sealed record AssetCopyInput(string Origin);

internal sealed record AssetCopyResult(int Copied, int Failed, IReadOnlyList<AssetCopyFailure> Failures);

/// <param name="Message">Why the asset still points elsewhere.</param>
internal sealed record AssetCopyFailure(string ExternalId, string Message);

/// <summary>Copies files of assets from elsewhere into the server's own store. An asset whose file cannot be had keeps its address.</summary>
internal sealed class AssetCopyJob(
    IDbContextFactory<LimnDb> databases, Writes writes, StoredFiles files, Outgoing outgoing, Limits limits) : IJobKind
{
    public const string Kind = "assets.copy";
    private const int PageSize = 100;
    private const int AtOnce = 4;
    private const int Redirects = 5;
    private const int FailuresTold = 50;

    public string Name => Kind;

    public async Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = db.Assets.AsNoTracking().Where(asset => asset.CopyJobId == run.Id && asset.DeletedAt == null);
        var total = await waiting.CountAsync(cancellationToken);
        var by = await db.Users.Where(user => user.Id == run.UserId).Select(user => user.Email).FirstAsync(cancellationToken);
        var failures = new List<AssetCopyFailure>();
        var done = 0;
        var last = default(AssetId);
        while (await waiting.Where(asset => asset.Id > last).OrderBy(asset => asset.Id).Take(PageSize).ToListAsync(cancellationToken) is { Count: > 0 } page)
        {
            var outcomes = new Refusal?[page.Count];
            await Parallel.ForAsync(
                0, page.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (index, token) => outcomes[index] = await CopyAsync(page[index], run, by, token));
            failures.AddRange(page.Zip(outcomes).Where(pair => pair.Second is not null)
                .Select(pair => new AssetCopyFailure(pair.First.ExternalId, pair.Second!.Message)));
            last = page[^1].Id;
            done += page.Count;
            run.Report(done, total);
        }

        await ForgetAsync(db, run.Id, cancellationToken);
        return RawJson.From(new AssetCopyResult(done - failures.Count, failures.Count, [.. failures.Take(FailuresTold)]));
    }

    private async Task<Refusal?> CopyAsync(Asset asset, JobRun run, string by, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(asset.Data, UriKind.Absolute, out var address))
        {
            return Refusal.BadRequest("This is no address.");
        }

        var limit = new OutgoingLimits(TimeSpan.FromSeconds(limits.CopiedFileSeconds), limits.CopiedFileBytes, Redirects);
        var answer = await outgoing.GetAsync(address, limit, cancellationToken);
        if (answer.Refusal is { } unreachable)
        {
            return unreachable;
        }

        using var response = answer.Value!;
        if (!response.IsSuccess)
        {
            return Refusal.BadRequest($"The address answered with status {(int)response.Status}.");
        }

        var name = Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]);
        await using var upload = await files.CreateAsync(
            new NewFile(asset.OrganizationId, asset.ProjectId, FilePurpose.Assets, name.Length == 0 ? asset.ExternalId : name, by), cancellationToken);
        if (await response.CopyToAsync(upload.Content, cancellationToken) is { } broken)
        {
            return broken;
        }

        await upload.FinishAsync(cancellationToken);
        await StoreAsync(asset, upload, run.Input.To<AssetCopyInput>()!.Origin, cancellationToken);
        return null;
    }

    private async Task StoreAsync(Asset asset, FileUpload upload, string origin, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await upload.PublishAsync(write, cancellationToken);
        var data = FileLinks.PlainUrl(origin, upload.File.Key);
        var metadata = AssetMetadata.Complete(asset.Metadata, upload.File);
        await db.Assets.Where(row => row.Id == asset.Id).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.Data, data).SetProperty(row => row.DataHash, Asset.HashOf(data)).SetProperty(row => row.FileKey, upload.File.Key)
                .SetProperty(row => row.Metadata, metadata).SetProperty(row => row.CopyJobId, (JobId?)null),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task ForgetAsync(LimnDb db, JobId job, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Assets.Where(asset => asset.CopyJobId == job)
            .ExecuteUpdateAsync(update => update.SetProperty(asset => asset.CopyJobId, (JobId?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
