using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>
/// Makes, shows, rotates and compares the secrets by which plugins prove themselves. They are encrypted and not hashed: the REST connector
/// sends the plain text, and the owner may see it again.
/// </summary>
internal sealed class PluginSecrets(IDataProtectionProvider protection, IOptions<PluginsOptions> options, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("plugin-secret");

    /// <summary>A random UUID, version 4, encrypted.</summary>
    public byte[] NewSecret() => protector.Protect(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("D")));

    public string Show(Plugin plugin) => Show(plugin.Secret);

    /// <summary>The secrets that are good now, the present one first.</summary>
    public IReadOnlyList<string> Valid(Plugin plugin) =>
        plugin.PreviousSecret is { } previous && clock.GetUtcNow() < plugin.PreviousSecretUntil
            ? [Show(plugin.Secret), Show(previous)]
            : [Show(plugin.Secret)];

    /// <summary>Gives a plugin a new secret; the one before is good for a while, so that running processes can be changed over.</summary>
    public void Rotate(Plugin plugin)
    {
        var now = clock.GetUtcNow();
        plugin.PreviousSecret = plugin.Secret;
        plugin.PreviousSecretUntil = now + options.Value.SecretOverlap;
        plugin.Secret = NewSecret();
        plugin.SecretRotatedAt = now;
    }

    /// <summary>Compares in constant time.</summary>
    public bool Accepts(Plugin plugin, string secret)
    {
        var accepted = false;
        foreach (var valid in Valid(plugin))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(Hash(valid), Hash(secret));
        }

        return accepted;
    }

    private string Show(byte[] stored) => Encoding.ASCII.GetString(protector.Unprotect(stored));

    // Hashes have the same length whatever was sent.
    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
