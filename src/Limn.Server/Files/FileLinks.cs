using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>What a signed address is good for.</summary>
internal enum FileUse : byte
{
    Upload = 1,
    Download = 2,
}

/// <summary>
/// Signs and checks addresses of files. The token is a single query parameter of letters, digits, <c>-</c> and <c>_</c>, because clients
/// pass a whole address, unescaped, as a parameter of another. Signing takes about two microseconds and no input or output, so that an
/// export can sign every asset.
/// </summary>
internal sealed class FileLinks(IDbContextFactory<LimnDb> databases, Writes writes, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Path of the files of this server.</summary>
    public const string Path = "/files/";

    public static readonly TimeSpan UploadLife = TimeSpan.FromHours(24);
    public static readonly TimeSpan DownloadLife = TimeSpan.FromDays(7);

    internal const string SettingKey = "files.signing-key";
    private const int ExpiryBytes = 8;
    private const int HeaderBytes = 1 + ExpiryBytes;
    private const int TokenBytes = HeaderBytes + HMACSHA256.HashSizeInBytes;
    private const int LongestKey = 256;
    private readonly IDataProtector protector = ProtectorOf(protection);
    private byte[] signingKey = [];

    /// <summary>Reads the signing key, and makes it at the first start. Before the server listens.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.ServerSettings.AnyAsync(setting => setting.Key == SettingKey, cancellationToken))
        {
            await CreateKeyAsync(db, cancellationToken);
        }

        var stored = await db.ServerSettings.AsNoTracking().FirstAsync(setting => setting.Key == SettingKey, cancellationToken);
        signingKey = protector.Unprotect(stored.Value);
    }

    /// <summary>What encrypts the signing key in the database.</summary>
    internal static IDataProtector ProtectorOf(IDataProtectionProvider protection) => protection.CreateProtector("Limn.Files.Links");

    /// <summary>The address of a file without a signature: its lasting identity.</summary>
    public static string PlainUrl(string origin, string key) => origin + Path + key;

    /// <summary>An address that takes the file's bytes by PUT.</summary>
    public string UploadUrl(string origin, string key) => Sign(origin, key, FileUse.Upload, UploadLife);

    /// <summary>An address that anybody can download from, as long as <paramref name="life"/>.</summary>
    public string DownloadUrl(string origin, string key, TimeSpan life) => Sign(origin, key, FileUse.Download, life);

    /// <summary>Whether a token allows this use of this file now.</summary>
    public bool Allows(FileUse use, string key, string? token)
    {
        Span<byte> given = stackalloc byte[TokenBytes];
        if (token is null || key.Length > LongestKey
            || Base64Url.DecodeFromChars(token, given, out _, out var length) != OperationStatus.Done || length != TokenBytes)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[TokenBytes];
        var expiry = BinaryPrimitives.ReadInt64BigEndian(given[1..]);
        Write(expected, key, use, expiry);
        return CryptographicOperations.FixedTimeEquals(given, expected) && expiry > clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private async Task CreateKeyAsync(LimnDb db, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
        db.ServerSettings.Add(new ServerSetting { Key = SettingKey, Value = protector.Protect(key) });
        try
        {
            await write.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another process of the cluster made it at the same moment.
        }
    }

    private string Sign(string origin, string key, FileUse use, TimeSpan life)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        Write(token, key, use, (clock.GetUtcNow() + life).ToUnixTimeSeconds());
        return $"{origin}{Path}{key}?t={Base64Url.EncodeToString(token)}";
    }

    // The token: use, expiry in seconds since 1970, and the HMAC-SHA256 of both and the key.
    private void Write(Span<byte> token, string key, FileUse use, long expiry)
    {
        token[0] = (byte)use;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], expiry);
        Span<byte> signed = stackalloc byte[HeaderBytes + LongestKey];
        token[..HeaderBytes].CopyTo(signed);
        var length = HeaderBytes + Encoding.UTF8.GetBytes(key, signed[HeaderBytes..]);
        HMACSHA256.HashData(signingKey, signed[..length], token[HeaderBytes..]);
    }
}
