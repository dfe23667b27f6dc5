using Limn.Server.Hosting;

namespace Limn.Server.Permissions;

/// <summary>The ways in which a route tells its project or organization.</summary>
public static class Scopes
{
    /// <summary>The organization that the caller works in.</summary>
    public static readonly Scope CurrentOrganization = new(
        "current organization", request => request.EnterOrganizationAsync(request.Caller.OrganizationId));

    /// <summary>Route value <c>organizationId</c>.</summary>
    public static readonly Scope RouteOrganization = new("organization in the route", request =>
        OrganizationId.TryParse(Route(request, "organizationId"), null, out var id)
            ? request.EnterOrganizationAsync(id)
            : Malformed("organization", Route(request, "organizationId")));

    /// <summary>Route value <c>projectId</c>.</summary>
    public static readonly Scope RouteProject = new("project in the route", request => EnterProjectAsync(request, Route(request, "projectId")));

    /// <summary>Query parameter <c>project</c>; a plugin run may leave it out, since its key names the project.</summary>
    public static readonly Scope QueryProject = new("project in the query", request =>
    {
        var text = request.Http.Request.Query["project"].FirstOrDefault();
        return text is null && request.Caller.Run is { } run ? request.EnterProjectAsync(run.ProjectId) : EnterProjectAsync(request, text);
    });

    /// <summary>Route value <c>taskId</c>: the task's project.</summary>
    public static readonly Scope RouteTask = new("project of the task in the route", request => request.EnterTaskAsync(Route(request, "taskId")));

    /// <summary>Enters the project of something that a route names; where there is none or it is not the caller's, the thing is unknown.</summary>
    public static async Task<Refusal?> EnterProjectOfAsync(AccessRequest request, string kind, string? text, ProjectId? project)
    {
        var unknown = Refusal.NotFound($"Invalid {kind}: {text}.");
        if (project is not { } id)
        {
            return unknown;
        }

        var refusal = await request.EnterProjectAsync(id);
        return refusal?.StatusCode == StatusCodes.Status404NotFound ? unknown : refusal;
    }

    /// <summary>Enters the organization of something that a route names; where there is none or it is not the caller's, the thing is unknown.</summary>
    public static async Task<Refusal?> EnterOrganizationOfAsync(AccessRequest request, string kind, string? text, OrganizationId? organization)
    {
        var unknown = Refusal.NotFound($"Invalid {kind}: {text}.");
        if (organization is not { } id)
        {
            return unknown;
        }

        var refusal = await request.EnterOrganizationAsync(id);
        return refusal?.StatusCode == StatusCodes.Status404NotFound ? unknown : refusal;
    }

    /// <summary>Enters the project whose id is <paramref name="text"/>.</summary>
    public static Task<Refusal?> EnterProjectAsync(AccessRequest request, string? text) =>
        ProjectId.TryParse(text, null, out var id) ? request.EnterProjectAsync(id) : Malformed("project", text);

    /// <summary>An id that is not 24 hex digits.</summary>
    public static Task<Refusal?> Malformed(string kind, string? text) =>
        Task.FromResult<Refusal?>(Refusal.BadRequest($"Invalid {kind}: {text}."));

    /// <summary>A value of the route's path.</summary>
    public static string? Route(AccessRequest request, string name) => request.Http.GetRouteValue(name) as string;
}
