using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Limn.Server.Auth;

/// <summary>Makes and hashes the keys that callers present.</summary>
public static class Credentials
{
    /// <summary>Starts every run key, so that people and scanners know one when they see it.</summary>
    public const string RunKeyPrefix = "lrk_";

    /// <summary>An API key: a random UUID, version 4.</summary>
    public static string NewApiKey() => Guid.NewGuid().ToString("D");

    /// <summary>A run key: the prefix and 32 random bytes, safe in a header.</summary>
    public static string NewRunKey() => RunKeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a key. Keys are random, so a fast hash is enough.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
