using System.Text.Json;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Batches;

/// <summary>A project's batches, and which assets are in them.</summary>
internal static class BatchesApi
{
    /// <summary>Old clients name no project; then it is that of the first asset.</summary>
    private static readonly Scope ProjectOfAssets = new("project in the body, else that of the first asset", async request =>
    {
        if (await BodyScope.ReadTopLevelTextAsync(request.Http, ["projectId", "project"]) is { } text)
        {
            return await Scopes.EnterProjectAsync(request, text);
        }

        var body = await JsonSerializer.DeserializeAsync<AssignBatchesRequest>(request.Http.Request.Body, Json.Options, request.Aborted);
        request.Http.Request.Body.Position = 0;
        if (body?.Assets is not [var first, ..])
        {
            return Refusal.BadRequest("Name the project: the body lacks the key \"projectId\".");
        }

        var project = await request.Db.Assets.Where(asset => asset.Id == first && asset.DeletedAt == null)
            .Select(asset => (ProjectId?)asset.ProjectId).FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterProjectOfAsync(request, "asset", first.ToString(), project);
    });

    public static void AddBatches(this WebApplicationBuilder builder) => builder.Services.AddScoped<BatchEditor>();

    public static void MapBatches(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Batches");
        group.MapPost("/batches/{projectId}", Replace).Needs(Permission.BatchWrite, Scopes.RouteProject)
            .WithSummary("Set a project's whole list of batches: renames by _id, creates, and removes what is left out");
        group.MapPost("/project/{projectId}/batches", Add).Needs(Permission.BatchWrite, Scopes.RouteProject).Creates()
            .WithSummary("Add one batch, or find the one of that name; safe when several people do it at once");
        group.MapPost("/assignBatches", Assign).Needs(Permission.BatchWrite, ProjectOfAssets)
            .WithSummary("Put assets into exactly these batches, given by id or name");
    }

    private static async Task<Reply<ProjectEnvelope>> Replace(
        SetBatchesRequest request, ProjectAccess access, BatchEditor editor, LimnDb db, CancellationToken cancellationToken)
    {
        if (request.Batches is not { } entries)
        {
            return Refusal.BadRequest("Give batches, the whole list.");
        }

        return await editor.ReplaceAsync(access.ProjectId, entries, cancellationToken) is { } refusal
            ? refusal
            : await db.ReadProjectAsync(access, cancellationToken);
    }

    private static async Task<Reply<BatchEnvelope>> Add(
        EditBatchRequest entry, ProjectAccess access, BatchEditor editor, CancellationToken cancellationToken)
    {
        var batch = await editor.AddAsync(access.ProjectId, entry with { Id = null }, cancellationToken);
        return batch.Refusal is { } refusal ? refusal : new BatchEnvelope(batch.Value!);
    }

    private static async Task<Reply<AssetsChangedReply>> Assign(
        AssignBatchesRequest request, ProjectAccess access, BatchEditor editor, LimnDb db, CancellationToken cancellationToken)
    {
        if (request is not { Assets: { } assets, Batches: { } texts })
        {
            return Refusal.BadRequest("Give assets, a list of ids, and batches, a list of ids or names.");
        }

        var unknown = new List<string>();
        var batches = (await BatchNames.ReadAsync(db, access.ProjectId, cancellationToken)).Find(texts, unknown);
        return unknown.Count > 0
            ? Refusal.BadRequest($"Invalid batch: {string.Join(", ", unknown)}.")
            : new AssetsChangedReply(await editor.AssignAsync(access.ProjectId, assets, batches, cancellationToken));
    }
}
