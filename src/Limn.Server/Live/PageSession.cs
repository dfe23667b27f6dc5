using System.Security.Claims;
using Limn.Server.Auth;
using Limn.SocketIO.Namespaces;

namespace Limn.Server.Live;

/// <summary>The signed-in session of an open page.</summary>
/// <param name="Stamp">The user's security stamp when the session began: another one means that it is over.</param>
internal sealed record PageSession(UserId UserId, string Stamp)
{
    /// <summary>Null when the page has no session; keys are no sessions.</summary>
    public static PageSession? Of(SocketHandshake handshake) =>
        UserId.TryParse(handshake.User.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id)
        && handshake.User.FindFirstValue(SessionCookie.StampClaim) is { } stamp
            ? new PageSession(id, stamp)
            : null;
}
