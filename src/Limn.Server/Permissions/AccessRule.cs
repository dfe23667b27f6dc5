using Limn.Server.Auth;
using Limn.Server.Hosting;

namespace Limn.Server.Permissions;

/// <summary>
/// What a route demands: a permission, and how the route's project or organization is found. Metadata of every endpoint; checked before
/// anything else of the request is read.
/// </summary>
/// <param name="Permission">The permission; null for the few routes that need no sign-in.</param>
/// <param name="Scope">How the thing that the permission is about is found.</param>
public sealed record AccessRule(Permission? Permission, Scope Scope);

/// <summary>Finds what a request is about and asks <see cref="Access"/>; sets what endpoints take as parameters.</summary>
/// <param name="Name">For messages and the printed table.</param>
/// <param name="CheckAsync">Returns null when the caller may go on.</param>
public sealed record Scope(string Name, Func<AccessRequest, Task<Refusal?>> CheckAsync);

/// <summary>A request whose rights are being checked.</summary>
public sealed record AccessRequest(HttpContext Http, Caller Caller, Permission Permission)
{
    public LimnDb Db => Http.RequestServices.GetRequiredService<LimnDb>();

    public CancellationToken Aborted => Http.RequestAborted;

    private Access Access => Http.RequestServices.GetRequiredService<Access>();

    /// <summary>Checks the permission in a project and keeps the result for the endpoint.</summary>
    public async Task<Refusal?> EnterProjectAsync(ProjectId id)
    {
        var access = await Access.ToProjectAsync(Caller, Permission, id, Aborted);
        Http.Features.Set(access.Value);
        return access.Refusal;
    }

    /// <summary>Checks the permission in the project of a task and keeps the result for the endpoint.</summary>
    /// <param name="text">The task's id as the request names it.</param>
    /// <param name="includeDeleted">Whether a deleted task still counts.</param>
    public async Task<Refusal?> EnterTaskAsync(string? text, bool includeDeleted = false)
    {
        if (!TaskId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("task", text);
        }

        var access = await Access.ToTaskAsync(Caller, Permission, id, includeDeleted, Aborted);
        Http.Features.Set(access.Value);
        return access.Refusal;
    }

    /// <summary>Checks the permission in an organization and keeps the result for the endpoint.</summary>
    public async Task<Refusal?> EnterOrganizationAsync(OrganizationId id)
    {
        var access = await Access.ToOrganizationAsync(Caller, Permission, id, Aborted);
        Http.Features.Set(access.Value);
        return access.Refusal;
    }
}

/// <summary>Names the permission of a route.</summary>
public static class AccessConventions
{
    /// <summary>The route needs <paramref name="permission"/> where <paramref name="scope"/> finds.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, Permission permission, Scope scope)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessRule(permission, scope));

    /// <summary>The route is for everybody, signed in or not; <paramref name="reason"/> says why that is right.</summary>
    public static TBuilder NeedsNothing<TBuilder>(this TBuilder route, string reason)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessRule(null, new Scope(reason, _ => Task.FromResult<Refusal?>(null))));
}
