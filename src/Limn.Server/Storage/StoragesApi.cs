using Limn.Server.Hosting;
using Limn.Server.Permissions;

namespace Limn.Server.Storage;

/// <summary>Where files lie: the server's own store, and the list of an organization's storages, which is empty as long as none can be connected.</summary>
internal static class StoragesApi
{
    public static void AddStorage(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IBlobStore, LocalBlobStore>();

    public static void MapStorages(this RouteGroupBuilder api) =>
        api.MapGet("/storages", () => (Reply<StoragesReply>)new StoragesReply([]))
            .Needs(Permission.StorageRead, Scopes.CurrentOrganization).WithTags("Storages").WithSummary("The organization's storages");
}

internal sealed record StoragesReply(IReadOnlyList<StorageReply> Storages);

internal sealed record StorageReply;
