using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Hosting;

/// <summary>
/// The keys behind sessions, links and stored secrets. With SQLite they lie beside it, in the data directory; with PostgreSQL they lie in the
/// database, where every process of a cluster finds them (docs/decisions/0009-key-ring-in-the-database.md).
/// </summary>
internal static class KeyRing
{
    private const string Prefix = "key-ring/";

    public static void AddKeyRing(this IServiceCollection services, LimnOptions settings)
    {
        var protection = services.AddDataProtection().SetApplicationName("Limn");
        if (!string.IsNullOrWhiteSpace(settings.Database))
        {
            services.AddOptions<KeyManagementOptions>()
                .Configure<IDbContextFactory<LimnDb>>((options, databases) => options.XmlRepository = new DatabaseKeys(databases));
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(settings.KeyFolder));
        }
    }

    /// <summary>Keys as settings of the installation. Not asynchronous, as its users are not; they read it once a day.</summary>
    private sealed class DatabaseKeys(IDbContextFactory<LimnDb> databases) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = databases.CreateDbContext();
            return db.ServerSettings.AsNoTracking().Where(setting => setting.Key.StartsWith(Prefix)).Select(setting => setting.Value).AsEnumerable()
                .Select(value => XElement.Parse(Encoding.UTF8.GetString(value))).ToList();
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = databases.CreateDbContext();
            db.ServerSettings.Add(new ServerSetting
            {
                Key = Prefix + friendlyName, Value = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)),
            });
            db.SaveChanges();
        }
    }
}
