using System.Security.Claims;
using System.Text.Encodings.Web;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Auth;

/// <summary>
/// Finds the caller behind the header <c>apikey</c> (a user's key or a run key) and, where there is none, behind the session cookie. The user
/// is read at each request, so that a lost right is lost at once.
/// </summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LimnDb db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "limn";
    public const string KeyHeader = "apikey";

    // Sockets outlive their first request and ask by these whether the session still lasts.
    private Claim[] sessionClaims = [];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = Request.Headers.TryGetValue(KeyHeader, out var key)
            ? await FindByKeyAsync(key.ToString())
            : await FindBySessionAsync();
        if (caller is null)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.UserId.ToString()), .. sessionClaims], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refusal.Unauthorized(Request.Headers.ContainsKey(KeyHeader) ? "Invalid API KEY" : "Sign in first.").WriteAsync(Context);

    private async Task<Caller?> FindByKeyAsync(string key)
    {
        var hash = Credentials.Hash(key);
        return key.StartsWith(Credentials.RunKeyPrefix, StringComparison.Ordinal) ? await FindByRunKeyAsync(hash) : await FindByApiKeyAsync(hash);
    }

    private Task<Caller?> FindByApiKeyAsync(byte[] hash) => (
        from key in db.ApiKeys
        join user in db.Users on key.UserId equals user.Id
        where key.Hash == hash
        select new Caller
        {
            UserId = user.Id, Email = user.Email, Name = user.Name, OrganizationId = user.OrganizationId, Kind = CallerKind.ApiKey,
        }).AsNoTracking().FirstOrDefaultAsync(Context.RequestAborted);

    private Task<Caller?> FindByRunKeyAsync(byte[] hash)
    {
        var now = TimeProvider.GetUtcNow();
        return (
            from key in db.RunKeys
            join user in db.Users on key.UserId equals user.Id
            where key.Hash == hash && key.RevokedAt == null && key.ExpiresAt > now
            select new Caller
            {
                UserId = user.Id, Email = user.Email, Name = user.Name, OrganizationId = key.OrganizationId, Kind = CallerKind.RunKey,
                Run = new CallerRun(key.ProjectId, key.PluginId, key.SessionId, key.PluginType, key.Grants),
            }).AsNoTracking().FirstOrDefaultAsync(Context.RequestAborted);
    }

    private async Task<Caller?> FindBySessionAsync()
    {
        var session = await Context.AuthenticateAsync(SessionCookie.Scheme);
        if (session.Principal is not { } principal
            || !UserId.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id))
        {
            return null;
        }

        var stamp = principal.FindFirstValue(SessionCookie.StampClaim) ?? "";
        sessionClaims = [new Claim(SessionCookie.StampClaim, stamp)];
        return await SessionCallers.FindAsync(db, id, stamp, Context.RequestAborted);
    }
}
