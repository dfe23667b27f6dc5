using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Auth;

/// <summary>Finds the caller behind a browser's session.</summary>
internal static class SessionCallers
{
    /// <summary>The user as he is now; null when his session is over, because its stamp is no longer his.</summary>
    public static Task<Caller?> FindAsync(LimnDb db, UserId id, string stamp, CancellationToken cancellationToken) => (
        from user in db.Users
        where user.Id == id && user.SecurityStamp == stamp
        select new Caller
        {
            UserId = user.Id, Email = user.Email, Name = user.Name, OrganizationId = user.OrganizationId, Kind = CallerKind.Session,
        }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
}
