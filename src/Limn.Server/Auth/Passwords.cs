using System.Security.Cryptography;
using System.Text;
using Limn.Server.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Auth;

/// <summary>
/// Checks and sets passwords. After <see cref="Limits.FailedLogins"/> failures in a row an account waits, longer each time, whoever asks
/// from wherever.
/// </summary>
public sealed partial class Passwords(
    LimnDb db, Writes writes, Limits limits, TimeProvider clock, IPasswordHasher<User> hasher, IDataProtectionProvider protection, ILogger<Passwords> log)
{
    /// <summary>Shortest password that is accepted.</summary>
    public const int MinimumLength = 10;

    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);
    private readonly ITimeLimitedDataProtector links = protection.CreateProtector("Limn.PasswordLink").ToTimeLimitedDataProtector();

    /// <summary>The user whose e-mail and password these are.</summary>
    public async Task<Reply<User>> CheckAsync(string email, string password, CancellationToken cancellationToken)
    {
        var wrong = Refusal.Unauthorized("The e-mail or the password is wrong.");
        var user = await FindAsync(email, cancellationToken);
        if (user?.PasswordHash is null)
        {
            // Takes as long as a real check, so that the time does not tell which e-mails exist.
            hasher.HashPassword(null!, password);
            return wrong;
        }

        if (user.LockedUntil > clock.GetUtcNow())
        {
            return Refusal.TooMany("Too many failed logins. Wait some minutes and try again.");
        }

        var result = hasher.VerifyHashedPassword(user, user.PasswordHash, password);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        RecordAttempt(user, result);
        await write.CommitAsync(cancellationToken);
        return result == PasswordVerificationResult.Failed ? wrong : user;
    }

    /// <summary>Sets a password; every session that was opened before ends.</summary>
    public async Task<Reply<User>> SetAsync(User user, string password, CancellationToken cancellationToken)
    {
        if (password.Length < MinimumLength)
        {
            return Refusal.BadRequest($"A password has at least {MinimumLength} characters.");
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        user.PasswordHash = hasher.HashPassword(user, password);
        user.SecurityStamp = NewStamp();
        user.FailedLogins = 0;
        user.LockedUntil = null;
        await write.CommitAsync(cancellationToken);
        return user;
    }

    /// <summary>A token for a link with which a user sets his password once, within 24 hours.</summary>
    public string NewLinkToken(User user) => links.Protect($"{user.Id} {user.SecurityStamp}", LinkLifetime);

    /// <summary>The user to whom a link's token belongs, unless it is used, old or forged.</summary>
    public async Task<Reply<User>> ReadLinkTokenAsync(string token, CancellationToken cancellationToken)
    {
        var spent = Refusal.BadRequest("This link is no longer good. Ask an administrator for a new one.");
        try
        {
            if (links.Unprotect(token).Split(' ') is not [var id, var stamp] || !UserId.TryParse(id, null, out var userId))
            {
                return spent;
            }

            var user = await db.Users.FirstOrDefaultAsync(user => user.Id == userId && user.SecurityStamp == stamp, cancellationToken);
            return user is null ? spent : user;
        }
        catch (CryptographicException)
        {
            return spent;
        }
    }

    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The form in which e-mails are compared and kept.</summary>
    public static string Normalize(string email) => email.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private Task<User?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = Normalize(email);
        return db.Users.FirstOrDefaultAsync(user => user.Email == normalized, cancellationToken);
    }

    private void RecordAttempt(User user, PasswordVerificationResult result)
    {
        if (result != PasswordVerificationResult.Failed)
        {
            user.FailedLogins = 0;
            user.LockedUntil = null;
            return;
        }

        user.FailedLogins++;
        LogLoginFailed(user.Id);
        var beyond = user.FailedLogins - limits.FailedLogins;
        if (beyond >= 0)
        {
            user.LockedUntil = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(LongestLock.TotalSeconds, 30 * Math.Pow(2, beyond)));
            LogAccountLocked(user.Id, user.LockedUntil.Value);
        }
    }

    [LoggerMessage(EventId = EventIds.LoginFailed, Level = LogLevel.Information, Message = "Failed login of user {User}")]
    private partial void LogLoginFailed(UserId user);

    [LoggerMessage(EventId = EventIds.AccountLocked, Level = LogLevel.Warning, Message = "User {User} is locked until {Until}")]
    private partial void LogAccountLocked(UserId user, DateTimeOffset until);
}
