using Limn.Server.Plugins;

namespace Limn.Server.Auth;

/// <summary>By what a caller proved who he is.</summary>
public enum CallerKind
{
    Session,
    ApiKey,
    RunKey,
}

/// <summary>The signed-in user behind a request; endpoints take it as a parameter.</summary>
public sealed record Caller
{
    public required UserId UserId { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    /// <summary>The organization that a request without a project acts in.</summary>
    public required OrganizationId OrganizationId { get; init; }

    public required CallerKind Kind { get; init; }

    /// <summary>The plugin run that acts for the user; null for the user himself.</summary>
    public CallerRun? Run { get; init; }

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult(http.Features.Get<Caller>());
}

/// <summary>The plugin run behind a run key.</summary>
public sealed record CallerRun(ProjectId ProjectId, PluginId PluginId, PluginSessionId SessionId, PluginType PluginType, RunGrants Grants);
