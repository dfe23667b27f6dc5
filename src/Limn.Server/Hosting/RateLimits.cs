using System.Threading.RateLimiting;

namespace Limn.Server.Hosting;

/// <summary>Slows down those who guess. Per process; the lock of an account (<see cref="Auth.Passwords"/>) holds everywhere.</summary>
internal static class RateLimits
{
    public const string Login = "login";

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(options =>
        {
            options.AddPolicy(Login, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress,
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = http.RequestServices.GetRequiredService<Limits>().LoginsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
            options.OnRejected = (context, _) =>
                new ValueTask(Refusal.TooMany("Too many attempts. Wait a minute and try again.").WriteAsync(context.HttpContext));
        });
    }
}
