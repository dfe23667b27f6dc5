using Limn.Annotations.Schemas;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Limn.Server.Projects;

/// <summary>
/// The parsed workflows and category schemas of projects. Every version is parsed once by each process and never changes, so nothing has to be
/// told to other processes.
/// </summary>
internal sealed class ProjectDefinitions : IDisposable
{
    private const long MostBytes = 64L << 20;

    // The parsed form takes several times the space of the JSON.
    private const int Growth = 8;
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The workflow in force.</summary>
    /// <param name="db">Read when the version is not in memory.</param>
    /// <param name="id">The project.</param>
    /// <param name="version">The version that the caller has just read; when the project has moved on since, the newer one is given.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<StageGraph> StagesAsync(LimnDb db, ProjectId id, int version, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue((id, version, nameof(Project.Stages)), out StageGraph? graph))
        {
            return graph!;
        }

        var found = await db.Projects.Where(project => project.Id == id)
            .Select(project => new { project.StagesVersion, project.Stages }).FirstAsync(cancellationToken);
        return Keep((id, found.StagesVersion, nameof(Project.Stages)), StageGraph.Read(found.Stages), found.Stages);
    }

    /// <summary>A category schema, in force or not; null when no such version was kept.</summary>
    /// <inheritdoc cref="StagesAsync"/>
    public async Task<CategorySchema?> SchemaAsync(LimnDb db, ProjectId id, int version, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue((id, version, nameof(Project.CategorySchema)), out CategorySchema? schema))
        {
            return schema;
        }

        var inForce = db.Projects.Where(project => project.Id == id && project.SchemaVersion == version).Select(project => project.CategorySchema);
        var kept = db.ProjectSchemas.Where(old => old.ProjectId == id && old.Version == version).Select(old => old.Schema);
        var found = await inForce.ToListAsync(cancellationToken);
        if (found.Count == 0)
        {
            found = await kept.ToListAsync(cancellationToken);
        }

        return found.Count == 0
            ? null
            : Keep((id, version, nameof(Project.CategorySchema)), CategorySchema.Parse(found[0].Utf8), found[0]);
    }

    public void Dispose() => cache.Dispose();

    private TParsed Keep<TParsed>((ProjectId Id, int Version, string Part) key, TParsed parsed, RawJson json) =>
        cache.Set(key, parsed, new MemoryCacheEntryOptions { Size = 256 + (json.Utf8.Length * Growth) });
}
