using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>The key ring opens what the database holds encrypted; without it plugins' secrets and all signed addresses are lost.</summary>
internal sealed class KeyCheck(IDbContextFactory<LimnDb> databases, IDataProtectionProvider protection) : IDoctorCheck
{
    public string Name => "keys";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var setting in await db.ServerSettings.AsNoTracking().Where(setting => setting.Key == Files.FileLinks.SettingKey).ToListAsync(cancellationToken))
        {
            examination.Look();
            try
            {
                Files.FileLinks.ProtectorOf(protection).Unprotect(setting.Value);
            }
            catch (Exception exception) when (exception is CryptographicException or InvalidOperationException)
            {
                examination.Find($"The key ring does not open the setting {setting.Key}: the folder keys is not this database's.");
            }
        }
    }
}
