namespace Limn.Server.Auth;

internal sealed record SignInRequest(string? Email, string? Password);

internal sealed record SetPasswordRequest(string? Token, string? CurrentPassword, string? Password);

internal sealed record UpdateAccountRequest(string? Name);

/// <param name="User">Null when nobody is signed in.</param>
/// <param name="CsrfToken">Sent back in the header <c>x-csrf-token</c> by requests of a browser session; null for callers with a key.</param>
internal sealed record SessionReply(AccountReply? User, string? CsrfToken);

internal sealed record AccountReply(UserId Id, string Email, string Name, OrganizationSummary? Organization, bool HasApiKey);

/// <param name="Role"><c>owner</c>, <c>admin</c> or <c>member</c>.</param>
internal sealed record OrganizationSummary(OrganizationId Id, string Name, string Role);

/// <param name="ApiKey">The only time that the key is shown.</param>
internal sealed record ApiKeyReply(string ApiKey);

internal sealed record RunKeysReply(IReadOnlyList<RunKeyReply> RunKeys);

internal sealed record RunKeyReply(
    RunKeyId Id, string Plugin, ProjectId ProjectId, string Project, PluginSessionId SessionId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
