using System.Globalization;
using Limn.Server.Files;

namespace Limn.Server.Brushes;

/// <summary>
/// A mask that was painted here. It has no file, but an address like one: <c>{organization}/{project}/painted/{task}{revision}.png</c>, with the
/// revision as eight hex digits and, where the asset has several pages, the page behind <c>png</c>. So it is signed, linked and exported as an
/// uploaded mask is, and its picture is drawn when somebody asks for it.
/// </summary>
/// <param name="Page">Null for the only page, and for the first one.</param>
internal sealed record PaintedMask(OrganizationId OrganizationId, ProjectId ProjectId, TaskId TaskId, int Revision, int? Page = null)
{
    private const string Folder = "painted";
    private const string Extension = ".png";
    private const int IdLength = 24;
    private const int NameLength = IdLength + 8;

    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{OrganizationId}/{ProjectId}/{Folder}/{TaskId}{Revision:x8}{Extension}{(Page is > 0 ? Page : null)}");

    /// <summary>The mask that an address or key names; null when it is no painted one.</summary>
    public static PaintedMask? Read(string? addressOrKey)
    {
        var key = addressOrKey is null ? null : FileKey.IsValid(addressOrKey) ? addressOrKey : FileAddress.KeyIn(addressOrKey);
        if (key?.Split('/') is not [var organization, var project, Folder, var name] || name.IndexOf('.') != NameLength)
        {
            return null;
        }

        var extension = name[NameLength..];
        int? page = int.TryParse(extension.AsSpan(Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var isPage = extension == Extension || (page is not null && extension.StartsWith(Extension, StringComparison.Ordinal));
        return isPage && OrganizationId.TryParse(organization, null, out var organizationId) && ProjectId.TryParse(project, null, out var projectId)
            && TaskId.TryParse(name[..IdLength], null, out var taskId)
            && int.TryParse(name.AsSpan(IdLength, NameLength - IdLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var revision)
                ? new PaintedMask(organizationId, projectId, taskId, revision, page)
                : null;
    }
}
