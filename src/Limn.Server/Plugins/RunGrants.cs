namespace Limn.Server.Plugins;

/// <summary>What an organization's admin granted to a plugin, when he installed it, beyond what its type needs.</summary>
[Flags]
public enum RunGrants
{
    None = 0,

    /// <summary>The run key reaches all projects that the user reaches.</summary>
    AllProjects = 1,

    /// <summary>The run key reads the private keys of the organization's storages.</summary>
    StorageCredentials = 2,

    /// <summary>The run key may do whatever the user may, save with his account and with plugins. Own organization only.</summary>
    FullUserKey = 4,
}
