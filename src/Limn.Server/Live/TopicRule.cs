using Limn.Server.Auth;
using Limn.Server.Permissions;

namespace Limn.Server.Live;

/// <summary>Who may listen to the topics <c>{prefix}/{id}</c>. Each feature brings the rules of its topics.</summary>
/// <param name="Prefix">The part before the slash.</param>
/// <param name="AllowsAsync">Whether a caller may; what is not his is as if it were not there.</param>
internal sealed record TopicRule(string Prefix, Func<TopicRequest, Task<bool>> AllowsAsync);

/// <summary>Somebody wants to listen, or listens.</summary>
/// <param name="Id">The part of the topic behind the slash.</param>
internal sealed record TopicRequest(Caller Caller, string Id, LimnDb Db, Access Access, CancellationToken CancellationToken)
{
    /// <summary>Whether the caller has a permission in a project.</summary>
    public async Task<bool> MayAsync(Permission permission, ProjectId? project) =>
        project is { } id && (await Access.ToProjectAsync(Caller, permission, id, CancellationToken)).Refusal is null;
}
