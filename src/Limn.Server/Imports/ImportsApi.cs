using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;

namespace Limn.Server.Imports;

/// <summary>Bringing in labels that were made elsewhere.</summary>
internal static class ImportsApi
{
    private const string KeepUnknown = "keep";

    public static void AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LabelImport>();
        builder.Services.AddScoped<LabelWriter>();
        builder.Services.AddSingleton<PreLabels>();
    }

    public static void MapImports(this RouteGroupBuilder api) =>
        api.MapPost("/import/labels", ImportLabels).Needs(Permission.LabelImport, BodyScope.StreamedProject("project")).WithTags("Imports")
            .WithSummary("Put labels into tasks that nobody has worked on; wrong lines are refused and reported, the others imported");

    // Not cancelled with the request: who lost the connection would not know how far it came.
    private static async Task<Reply<ImportLabelsReply>> ImportLabels(
        string? unknownClass, ProjectAccess project, Caller caller, LabelImport import, TimeProvider clock, HttpContext http)
    {
        var author = new LabelAuthor(
            caller.Email, caller.Run?.SessionId.ToString() ?? Id.New<LabelImport>(clock).ToString(), unknownClass == KeepUnknown);
        return await import.RunAsync(http.Request.Body, project.ProjectId, author, CancellationToken.None);
    }
}
