using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Limn.Server.Files;

/// <summary>
/// The key of a stored file: <c>{organization}/{project}/{purpose}/{32 random hex digits}.{extension}</c>. It is the path behind
/// <c>/files/</c> and needs no escapes in an address. Of the name that somebody gave only a harmless extension is in it.
/// </summary>
internal static partial class FileKey
{
    private const string NoProject = "organization";
    private const int RandomBytes = 16;

    /// <summary>A key that nobody can guess.</summary>
    public static string New(NewFile file)
    {
        var folder = JsonNamingPolicy.CamelCase.ConvertName(file.Purpose.ToString());
        return $"{file.OrganizationId}/{file.ProjectId?.ToString() ?? NoProject}/{folder}/{NewRandom()}{ExtensionOf(file.Name)}";
    }

    /// <summary>A key in the same folder, for the bytes of one upload to <paramref name="key"/>.</summary>
    public static string NewBlob(string key) => $"{key[..(key.LastIndexOf('/') + 1)]}{NewRandom()}{ExtensionOf(key)}";

    /// <summary>The same text, if it is a key.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Checked(string key) => IsValid(key) ? key : throw new ArgumentException($"Not a file key: {key}", nameof(key));

    /// <summary>Whether <paramref name="text"/> has the form of a key; anything else never reaches a store.</summary>
    public static bool IsValid(string text) => KeyForm().IsMatch(text);

    /// <summary>Whether a project's files, or those that its organization has for all projects, include a key.</summary>
    public static bool IsWithin(string key, OrganizationId organization, ProjectId project) =>
        key.StartsWith($"{organization}/{project}/", StringComparison.Ordinal) || key.StartsWith($"{organization}/{NoProject}/", StringComparison.Ordinal);

    /// <summary>The extension with its dot, in lower case; empty when the name has none that is plain.</summary>
    public static string ExtensionOf(string name)
    {
        var extension = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return extension.Length < name.Length && ExtensionForm().IsMatch(extension) ? $".{extension}" : "";
    }

    private static string NewRandom() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    [GeneratedRegex(@"\A[0-9a-f]{24}/([0-9a-f]{24}|organization)/[a-zA-Z]{1,20}/[0-9a-f]{32}(\.[a-z0-9]{1,10})?\z")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\A[a-z0-9]{1,10}\z")]
    private static partial Regex ExtensionForm();
}
