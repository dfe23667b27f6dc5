using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>How routes of plugins find whose they are.</summary>
internal static class PluginScopes
{
    /// <summary>Route value <c>pluginId</c>: the organization that owns the plugin.</summary>
    public static readonly Scope Owner = new("organization that owns the plugin in the route", async request =>
    {
        var text = Scopes.Route(request, "pluginId");
        if (!PluginId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("plugin", text);
        }

        var organization = await request.Db.Plugins.Where(plugin => plugin.Id == id && plugin.DeletedAt == null)
            .Select(plugin => (OrganizationId?)plugin.OrganizationId).FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterOrganizationOfAsync(request, "plugin", text, organization);
    });
}
