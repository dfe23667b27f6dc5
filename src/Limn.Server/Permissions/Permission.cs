namespace Limn.Server.Permissions;

/// <summary>Something that a person may or may not do. Every route and socket event names one.</summary>
public enum Permission
{
    /// <summary>Whatever any signed-in person may do with what is his own.</summary>
    UseOwnAccount,

    /// <summary>Changing one's account and keys, reading one's messages: never given to a plugin run.</summary>
    ManageOwnAccount,

    OrganizationRead,
    OrganizationManageMembers,
    ProjectCreate,
    StorageRead,

    PluginDirectoryRead,
    PluginDevelop,
    PluginInstall,

    ProjectRead,
    ProjectConfigure,
    ProjectDelete,
    ProjectManageMembers,

    BatchWrite,
    AssetRead,
    AssetWrite,
    AssetDelete,
    FileRead,
    FileWrite,

    TaskRead,
    TaskLabel,
    TaskReview,
    TaskAssign,
    LabelImport,

    IssueRead,
    IssueWrite,

    ExportRun,
    JobRead,

    PluginRead,
    PluginRun,
    PluginReport,
    PluginSessionList,
    PluginSessionRead,
}
