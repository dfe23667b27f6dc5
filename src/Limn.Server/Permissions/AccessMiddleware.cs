using Limn.Server.Auth;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Limn.Server.Permissions;

/// <summary>Checks each route's <see cref="AccessRule"/> after routing and before the endpoint reads anything.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // Other endpoints are the routing's own answers, such as 405.
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            var rule = endpoint.Metadata.GetMetadata<AccessRule>()
                ?? throw new InvalidOperationException($"The route {endpoint.RoutePattern.RawText} names no permission.");
            if (await CheckAsync(http, rule) is { } refusal)
            {
                await refusal.WriteAsync(http);
                return;
            }
        }

        await next(http);
    }

    private async Task<Refusal?> CheckAsync(HttpContext http, AccessRule rule)
    {
        if (rule.Permission is not { } permission)
        {
            return null;
        }

        if (http.Features.Get<Caller>() is not { } caller)
        {
            return Refusal.Unauthorized(
                http.Request.Headers.ContainsKey(CallerAuthentication.KeyHeader) ? "Invalid API KEY" : "Sign in first, or send the header apikey.");
        }

        if (caller.Kind == CallerKind.Session && await IsForgedAsync(http))
        {
            return Refusal.BadRequest("The request lacks the anti-forgery token that GET /v2/session gives. Reload the page.");
        }

        return await rule.Scope.CheckAsync(new AccessRequest(http, caller, permission));
    }

    // A cookie travels with requests that other sites cause, a key does not.
    private async Task<bool> IsForgedAsync(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http);
}

internal static class AccessModule
{
    /// <summary>Registers authentication by key and cookie, anti-forgery and the permission check.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(CallerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.SchemeName, null)
            .AddCookie(SessionCookie.Scheme, options =>
            {
                options.Cookie.Name = "limn-session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = SessionCookie.Lifetime;
            });
        builder.Services.AddAntiforgery(options =>
        {
            options.HeaderName = "x-csrf-token";
            options.Cookie.Name = "limn-csrf";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddScoped<Access>();
    }

    /// <summary>Puts the permission check behind routing.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<AccessMiddleware>();
    }
}
