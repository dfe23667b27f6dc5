using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Limn.Server.Assets;

/// <summary>A project's assets: import, list, attach, delete.</summary>
internal static class AssetsApi
{
    // A body beyond this is kept on disk while it is read twice.
    private const int BufferedBytes = 1 << 20;

    public static void AddAssets(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AssetImport>();
        builder.Services.AddScoped<AssetWriter>();
        builder.Services.AddScoped<AssetReader>();
        builder.Services.AddScoped<AssetEditor>();
        builder.Services.AddSingleton<IJobKind, AssetCopyJob>();
    }

    public static void MapAssets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Assets");
        group.MapPost("/project/{projectId}/cloud", Import).Needs(Permission.AssetWrite, Scopes.RouteProject).Creates()
            .Accepts<ImportAssetsRequest>("application/json").WithSummary("Import assets, any number of them; each gets a task");
        group.MapGet("/project/{projectId}/assets", List).Needs(Permission.AssetRead, Scopes.RouteProject).WithSummary("The assets of a project");
        group.MapDelete("/project/{projectId}/assets", Delete).Needs(Permission.AssetDelete, Scopes.RouteProject)
            .WithSummary("Delete assets with their tasks");
        group.MapPost("/attachments", Attach).Needs(Permission.AssetWrite, BodyScope.Project("project")).WithSummary("Add attachments to assets");
    }

    private static async Task<Reply<ImportAssetsReply>> Import(
        string? batches, ProjectAccess project, Caller caller, HttpContext http, AssetImport import, LimnDb db, Limits limits)
    {
        var texts = BatchNames.ReadParameter(batches);
        if (texts.Refusal is { } malformed)
        {
            return malformed;
        }

        var unknown = new List<string>();
        var names = await BatchNames.ReadAsync(db, project.ProjectId, http.RequestAborted);
        var found = names.Find(texts.Value!, unknown);
        if (unknown.Count > 0)
        {
            return Refusal.BadRequest($"Invalid batch: {string.Join(", ", unknown)}.");
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.StreamedBodyBytes;
        }

        http.Request.EnableBuffering(BufferedBytes, limits.StreamedBodyBytes);
        var imported = await import.RunAsync(
            new AssetImportCall(http.Request.Body, project, caller, found, names, http.PublicOrigin()), http.RequestAborted);
        return imported.Refusal is { } refusal ? refusal : new ImportAssetsReply(imported.Value!);
    }

    private static Task<Reply<AssetsReply>> List(
        [AsParameters] AssetListQuery query, ProjectAccess project, Caller caller, AssetReader reader, HttpContext http) =>
        reader.ListAsync(query, project, caller, http.PublicOrigin(), http.RequestAborted);

    private static async Task<Reply<AssetsChangedReply>> Delete(
        [FromBody] DeleteAssetsRequest request, ProjectAccess project, Caller caller, AssetEditor editor, CancellationToken cancellationToken) =>
        request.Assets is { } assets
            ? new AssetsChangedReply(await editor.DeleteAsync(project, caller, assets, cancellationToken))
            : Refusal.BadRequest("Give assets, a list of ids.");

    private static async Task<Reply<AttachReply>> Attach(
        AttachRequest request, ProjectAccess project, AssetEditor editor, CancellationToken cancellationToken)
    {
        if (request.Attachments is not { } entries)
        {
            return Refusal.BadRequest("Give attachments, a list.");
        }

        var counts = await editor.AttachAsync(project.ProjectId, entries, cancellationToken);
        return counts.Refusal is { } refusal ? refusal : new AttachReply(counts.Value!);
    }
}
