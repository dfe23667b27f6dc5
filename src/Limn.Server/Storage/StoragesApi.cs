using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.Extensions.Options;

namespace Limn.Server.Storage;

/// <summary>Where files lie: the server's own store, and the list of an organization's storages, which is empty as long as none can be connected.</summary>
internal static class StoragesApi
{
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        builder.Services.AddSingleton(NewStore);
        builder.Services.AddSingleton<StoreCheck>();
    }

    public static void MapStorages(this RouteGroupBuilder api) =>
        api.MapGet("/storages", () => (Reply<StoragesReply>)new StoragesReply([]))
            .Needs(Permission.StorageRead, Scopes.CurrentOrganization).WithTags("Storages").WithSummary("The organization's storages");

    private static IBlobStore NewStore(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var limits = services.GetRequiredService<Limits>();
        return options.Provider switch
        {
            StorageProvider.S3 => new S3BlobStore(options, limits),
            StorageProvider.Azure => new AzureBlobStore(options, limits),
            _ => new LocalBlobStore(Path.Combine(services.GetRequiredService<IOptions<LimnOptions>>().Value.DataDirectory, "files")),
        };
    }
}

internal sealed record StoragesReply(IReadOnlyList<StorageReply> Storages);

internal sealed record StorageReply;
