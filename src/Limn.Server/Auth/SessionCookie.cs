using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Limn.Server.Auth;

/// <summary>The browser's session: an encrypted cookie that scripts cannot read.</summary>
internal static class SessionCookie
{
    public const string Scheme = "session";
    public const string StampClaim = "stamp";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public static Task SignInAsync(HttpContext http, User user)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()), new Claim(StampClaim, user.SecurityStamp)], Scheme);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }
}
