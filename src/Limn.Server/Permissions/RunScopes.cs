using System.Collections.Frozen;
using Limn.Server.Plugins;
using static Limn.Server.Permissions.Permission;

namespace Limn.Server.Permissions;

/// <summary>
/// What the key of a plugin run may be used for, by the plugin's type, within the run's own project. The run has these permissions only as
/// far as its user has them.
/// </summary>
public static class RunScopes
{
    private static readonly Permission[] Common =
    [
        UseOwnAccount, ProjectRead, AssetRead, TaskRead, FileRead, PluginReport, StorageRead,
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

    public static bool Allows(PluginType type, Permission permission) => Scopes[type].Contains(permission);
}
