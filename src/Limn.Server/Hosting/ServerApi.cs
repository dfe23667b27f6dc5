using System.Reflection;
using Limn.Server.Notifications;
using Limn.Server.Permissions;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>What this installation is and can do, for the web app. An extension of the API.</summary>
internal static class ServerApi
{
    private static readonly string Version =
        typeof(ServerApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapServer(this RouteGroupBuilder api) =>
        api.MapGet("/server", (HttpContext http, IOptions<MailOptions> mail) =>
                (Reply<ServerReply>)new ServerReply(Version, http.PublicOrigin(), mail.Value.IsSet))
            .Needs(Permission.UseOwnAccount, Scopes.CurrentOrganization)
            .WithTags("Server").WithSummary("Version, public address, and whether the server can send mail");
}

/// <param name="Host">The address that plugins are started with: one origin for REST and sockets.</param>
/// <param name="Mail">False while no mail server is configured: what would send a mail is refused.</param>
internal sealed record ServerReply(string Version, string Host, bool Mail);
