using Limn.Server.Hosting;

namespace Limn.Server.Files;

/// <summary>Reads addresses of files as callers give them back: with or without a query, under any name of this server.</summary>
internal static class FileAddress
{
    /// <summary>The key in the address of one of our files; null when it has not that form. That the file exists is not checked.</summary>
    public static string? KeyIn(string? address)
    {
        if (address is null || !Uri.TryCreate(WithoutQuery(address), UriKind.Absolute, out var uri) || !IsHttp(uri))
        {
            return null;
        }

        var path = uri.AbsolutePath;
        return path.StartsWith(FileLinks.Path, StringComparison.Ordinal) && path[FileLinks.Path.Length..] is var key && FileKey.IsValid(key)
            ? key
            : null;
    }

    /// <summary>An address of another host.</summary>
    public static bool IsForeign(string address, HttpContext http) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsHttp(uri)
        && !(uri.AbsolutePath.StartsWith(FileLinks.Path, StringComparison.Ordinal) && IsOwnHost(uri, http));

    /// <summary>The address without its signature.</summary>
    public static string WithoutQuery(string address) => address.Split('?', 2)[0];

    private static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    private static bool IsOwnHost(Uri uri, HttpContext http) =>
        uri.Authority == new Uri(http.PublicOrigin()).Authority || uri.Authority == http.Request.Host.Value;
}
