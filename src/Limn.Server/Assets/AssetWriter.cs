using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>Writes a chunk of new assets, each with its task and the task's empty answer, in one transaction.</summary>
internal sealed class AssetWriter(
    LimnDb db, Writes writes, JobQueue jobs, TaskMoves moves, ProjectDefinitions definitions, PreLabels preLabels, TimeProvider clock)
{
    public const int KeysPerQuery = 1000;

    public async Task<Refusal?> WriteAsync(
        AssetImportCall call, AssetImportSettings settings, IReadOnlyList<AssetEntry> entries, CancellationToken cancellationToken)
    {
        var files = await FindFilesAsync(call.Project, entries, cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await write.LockProjectAsync(call.Project.ProjectId, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {call.Project.ProjectId}.");
        }

        var copyJob = await AddCopyJobAsync(write, call, settings, entries.Any(entry => entry.IsAddress && !IsOwn(entry, files)), cancellationToken);
        if (copyJob.Refusal is { } refusal)
        {
            return refusal;
        }

        var rows = new AssetRows(call, settings, await LoadProjectAsync(call.Project.ProjectId, cancellationToken), preLabels, clock);
        foreach (var entry in entries)
        {
            var file = entry.FileKey is { } key ? files.GetValueOrDefault(key) : null;
            rows.Add(entry, file, file is null && entry.IsAddress ? copyJob.Value.Id : null);
        }

        await rows.InsertAsync(write, moves, cancellationToken);
        await AdoptAsync(call.Project, files.Values, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return null;
    }

    private static bool IsOwn(AssetEntry entry, Dictionary<string, StoredFile> files) => entry.FileKey is { } key && files.ContainsKey(key);

    /// <summary>The files of ours that the entries point to. An address of somebody else's file stays a mere address.</summary>
    private async Task<Dictionary<string, StoredFile>> FindFilesAsync(
        ProjectAccess project, IReadOnlyList<AssetEntry> entries, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, StoredFile>();
        foreach (var keys in entries.Select(entry => entry.FileKey).OfType<string>().Distinct().Chunk(KeysPerQuery))
        {
            foreach (var file in await db.Files.AsNoTracking().VisibleIn(project).Where(file => keys.Contains(file.Key)).ToListAsync(cancellationToken))
            {
                files.Add(file.Key, file);
            }
        }

        return files;
    }

    private async Task<Reply<CopyJob>> AddCopyJobAsync(
        Write write, AssetImportCall call, AssetImportSettings settings, bool isNeeded, CancellationToken cancellationToken)
    {
        if (!settings.CopiesFiles || !isNeeded)
        {
            return default(CopyJob);
        }

        var job = await jobs.AddAsync(
            write,
            new JobRequest<AssetCopyInput>(call.Caller, call.Project.OrganizationId, call.Project.ProjectId, AssetCopyJob.Kind, new AssetCopyInput(call.Origin)),
            cancellationToken);
        return job.Refusal is { } refusal ? refusal : new CopyJob(job.Value!.Id);
    }

    private async Task<TargetProject> LoadProjectAsync(ProjectId id, CancellationToken cancellationToken)
    {
        var versions = await db.Projects.Where(project => project.Id == id)
            .Select(project => new { project.StagesVersion, project.SchemaVersion }).FirstAsync(cancellationToken);
        return new TargetProject
        {
            Graph = await definitions.StagesAsync(db, id, versions.StagesVersion, cancellationToken),
            SchemaVersion = versions.SchemaVersion,
            Schema = await definitions.SchemaAsync(db, id, versions.SchemaVersion, cancellationToken)
                ?? throw new InvalidOperationException($"Project {id} has no schema of version {versions.SchemaVersion}."),
            Batches = await db.Batches.Where(batch => batch.ProjectId == id).Select(batch => batch.Id).ToHashSetAsync(cancellationToken),
        };
    }

    // Old clients upload before they name a project.
    private async Task AdoptAsync(ProjectAccess project, IEnumerable<StoredFile> files, CancellationToken cancellationToken)
    {
        foreach (var keys in files.Where(file => file.ProjectId is null).Select(file => file.Key).Chunk(KeysPerQuery))
        {
            await db.Files.Where(file => keys.Contains(file.Key) && file.ProjectId == null)
                .ExecuteUpdateAsync(update => update.SetProperty(file => file.ProjectId, project.ProjectId), cancellationToken);
        }
    }

    private readonly record struct CopyJob(JobId? Id);
}
