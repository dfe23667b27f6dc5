using Limn.Server.Hosting;
using Limn.Server.Organizations;
using Limn.Server.Permissions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Auth;

/// <summary>Signing in and out, the account page, the API key and the keys of plugin runs. Extensions of the API.</summary>
internal static class AccountsApi
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        builder.Services.AddScoped<Passwords>();
    }

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Account");
        group.MapGet("/session", GetSession).NeedsNothing("tells the web app whether somebody is signed in")
            .WithSummary("Who is signed in, and the anti-forgery token that a browser sends in x-csrf-token");
        group.MapPost("/session", SignIn).NeedsNothing("this is how one signs in").RequireRateLimiting(RateLimits.Login)
            .WithSummary("Sign in with e-mail and password; sets the session cookie");
        group.MapDelete("/session", (Delegate)SignOut).NeedsNothing("signing out must always work").WithSummary("Sign out");
        group.MapPost("/account/password", SetPassword).NeedsNothing("the token of the link is the proof").RequireRateLimiting(RateLimits.Login)
            .WithSummary("Set a password with the token of a link, or with the present password");
        group.MapPost("/account", UpdateAccount).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization).WithSummary("Change one's name");
        group.MapPost("/account/apiKey", CreateApiKey).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("Make an API key; it is shown once, and the one before stops working");
        group.MapDelete("/account/apiKey", DeleteApiKey).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization).WithSummary("Revoke the API key");
        group.MapGet("/account/runKeys", ListRunKeys).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("Keys that plugin runs hold in one's name");
        group.MapDelete("/account/runKeys/{runKeyId}", RevokeRunKey).Needs(Permission.ManageOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("Revoke the key of a plugin run");
    }

    private static async Task<Reply<SessionReply>> GetSession(HttpContext http, Caller? caller, IAntiforgery antiforgery, LimnDb db)
    {
        if (caller is null)
        {
            return new SessionReply(null, null);
        }

        var token = caller.Kind == CallerKind.Session ? antiforgery.GetAndStoreTokens(http).RequestToken : null;
        return new SessionReply(await DescribeAsync(caller, db, http.RequestAborted), token);
    }

    private static async Task<Reply<MessageReply>> SignIn(SignInRequest request, HttpContext http, Passwords passwords)
    {
        if (string.IsNullOrEmpty(request.Email) || string.IsNullOrEmpty(request.Password))
        {
            return Refusal.BadRequest("Give email and password.");
        }

        var user = await passwords.CheckAsync(request.Email, request.Password, http.RequestAborted);
        if (user.Refusal is { } refusal)
        {
            return refusal;
        }

        await SessionCookie.SignInAsync(http, user.Value!);
        return new MessageReply("Signed in.");
    }

    private static async Task<Reply<MessageReply>> SignOut(HttpContext http)
    {
        await http.SignOutAsync(SessionCookie.Scheme);
        return new MessageReply("Signed out.");
    }

    private static async Task<Reply<MessageReply>> SetPassword(SetPasswordRequest request, HttpContext http, Caller? caller, Passwords passwords)
    {
        var user = request.Token is { Length: > 0 } token
            ? await passwords.ReadLinkTokenAsync(token, http.RequestAborted)
            : caller is null
                ? Refusal.Unauthorized("Sign in first, or use the link that you were given.")
                : await passwords.CheckAsync(caller.Email, request.CurrentPassword ?? "", http.RequestAborted);
        if (user.Refusal is { } refusal)
        {
            return refusal;
        }

        var set = await passwords.SetAsync(user.Value!, request.Password ?? "", http.RequestAborted);
        if (set.Refusal is { } weak)
        {
            return weak;
        }

        await SessionCookie.SignInAsync(http, user.Value!);
        return new MessageReply("The password is set.");
    }

    private static async Task<Reply<AccountReply>> UpdateAccount(
        UpdateAccountRequest request, Caller caller, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100)
        {
            return Refusal.BadRequest("A name has 1 to 100 characters.");
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        var user = await db.Users.FirstAsync(user => user.Id == caller.UserId, cancellationToken);
        user.Name = request.Name.Trim();
        await write.CommitAsync(cancellationToken);
        return await DescribeAsync(caller with { Name = user.Name }, db, cancellationToken);
    }

    private static async Task<Reply<ApiKeyReply>> CreateApiKey(
        Caller caller, LimnDb db, Writes writes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = Credentials.NewApiKey();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.ApiKeys.Where(old => old.UserId == caller.UserId).ExecuteDeleteAsync(cancellationToken);
        db.ApiKeys.Add(new ApiKey
        {
            Id = Id.New<ApiKey>(clock), UserId = caller.UserId, Hash = Credentials.Hash(key), CreatedAt = clock.GetUtcNow(),
        });
        await write.CommitAsync(cancellationToken);
        return new ApiKeyReply(key);
    }

    private static async Task<Reply<MessageReply>> DeleteApiKey(Caller caller, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.ApiKeys.Where(key => key.UserId == caller.UserId).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new MessageReply("The API key is revoked.");
    }

    private static async Task<Reply<RunKeysReply>> ListRunKeys(Caller caller, LimnDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys = await (
            from key in db.RunKeys
            join plugin in db.Plugins on key.PluginId equals plugin.Id
            join project in db.Projects on key.ProjectId equals project.Id
            where key.UserId == caller.UserId && key.ExpiresAt > now && key.RevokedAt == null
            orderby key.Id descending
            select new RunKeyReply(key.Id, plugin.Name, project.Id, project.Name, key.SessionId, key.CreatedAt, key.ExpiresAt))
            .Take(100).ToListAsync(cancellationToken);
        return new RunKeysReply(keys);
    }

    private static async Task<Reply<MessageReply>> RevokeRunKey(
        RunKeyId runKeyId, Caller caller, LimnDb db, Writes writes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var revoked = await db.RunKeys.Where(key => key.Id == runKeyId && key.UserId == caller.UserId && key.RevokedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(key => key.RevokedAt, now), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return revoked == 0 ? Refusal.NotFound($"Invalid run key: {runKeyId}.") : new MessageReply("The run key is revoked.");
    }

    private static async Task<AccountReply> DescribeAsync(Caller caller, LimnDb db, CancellationToken cancellationToken)
    {
        var organization = await (
            from member in db.OrganizationMembers
            join found in db.Organizations on member.OrganizationId equals found.Id
            where member.UserId == caller.UserId && member.OrganizationId == caller.OrganizationId
            select new OrganizationSummary(
                found.Id, found.Name,
                found.OwnerId == caller.UserId ? "owner" : member.Role == OrganizationRole.Admin ? "admin" : "member"))
            .FirstOrDefaultAsync(cancellationToken);
        var hasKey = await db.ApiKeys.AnyAsync(key => key.UserId == caller.UserId, cancellationToken);
        return new AccountReply(caller.UserId, caller.Email, caller.Name, organization, hasKey);
    }
}
