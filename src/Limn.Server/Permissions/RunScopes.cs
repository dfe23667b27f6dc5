using System.Collections.Frozen;
using Limn.Server.Auth;
using Limn.Server.Files;
using Limn.Server.Plugins;
using static Limn.Server.Permissions.Permission;

namespace Limn.Server.Permissions;

/// <summary>
/// What the key of a plugin run may be used for, by the plugin's type, within the run's own project. The run has these permissions only as
/// far as its user has them. An admin may have granted more when he installed the plugin.
/// </summary>
public static class RunScopes
{
    private static readonly Permission[] Common =
    [
        UseOwnAccount, ProjectRead, AssetRead, TaskRead, IssueRead, FileRead, PluginReport, StorageRead,
    ];

    private static readonly FrozenDictionary<PluginType, FrozenSet<Permission>> Scopes = new Dictionary<PluginType, Permission[]>
    {
        [PluginType.Export] = [.. Common, ExportRun, FileWrite],
        [PluginType.Model] = [.. Common, TaskLabel, FileWrite],
        [PluginType.BatchModel] = [.. Common, LabelImport, BatchWrite, TaskAssign, AssetWrite],
        [PluginType.FileExplorer] = [.. Common, LabelImport, BatchWrite, AssetWrite, FileWrite],
        [PluginType.Markdown] = [.. Common, LabelImport, BatchWrite, AssetWrite, FileWrite],
        [PluginType.Input] = [.. Common, LabelImport, BatchWrite, AssetWrite, FileWrite],
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToFrozenSet());

    /// <summary>What no run may do, whatever was granted: accounts and keys, people, plugins and their secrets, deleting projects.</summary>
    private static readonly FrozenSet<Permission> Never = new[]
    {
        ManageOwnAccount, OrganizationManageMembers, ProjectManageMembers, ProjectDelete, PluginDirectoryRead, PluginDevelop, PluginInstall,
        PluginRun, PluginSessionList, PluginSessionRead,
    }.ToFrozenSet();

    public static bool Allows(CallerRun run, Permission permission) =>
        run.Grants.HasFlag(RunGrants.FullUserKey) ? !Never.Contains(permission) : Scopes[run.PluginType].Contains(permission);

    /// <summary>Whether a run may upload files for a purpose.</summary>
    public static bool AllowsUpload(CallerRun run, FilePurpose purpose) =>
        run.Grants.HasFlag(RunGrants.FullUserKey)
        || purpose == UsualUpload(run)
        || (run.PluginType == PluginType.Model && purpose == FilePurpose.MedicalBrushes);

    /// <summary>What plugins of this type upload.</summary>
    public static FilePurpose UsualUpload(CallerRun run) => run.PluginType switch
    {
        PluginType.Export => FilePurpose.Exports,
        PluginType.Model => FilePurpose.Brushes,
        _ => FilePurpose.Assets,
    };

    /// <summary>The run may work in other projects of its user too.</summary>
    public static bool ReachesAllProjects(CallerRun run) => (run.Grants & (RunGrants.AllProjects | RunGrants.FullUserKey)) != 0;
}
