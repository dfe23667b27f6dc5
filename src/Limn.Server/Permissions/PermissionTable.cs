using System.Collections.Frozen;
using static Limn.Server.Permissions.Permission;
using static Limn.Server.Permissions.Role;

namespace Limn.Server.Permissions;

/// <summary>
/// What a person is to the thing asked for. The first three are places in the organization, the others in the project. The owner and the
/// admins of an organization act as managers in all its projects.
/// </summary>
public enum Role
{
    Owner,
    Admin,
    Member,
    Manager,
    Lead,
    Reviewer,
    Labeler,
}

/// <summary>
/// Who may do what: the whole of authorization, as data. A route without an entry stops the program at start; a test walks every route with
/// every role.
/// </summary>
public static class PermissionTable
{
    private static readonly Role[] Admins = [Owner, Admin];
    private static readonly Role[] InOrganization = [Owner, Admin, Member];
    private static readonly Role[] Managers = [Owner, Admin, Manager];
    private static readonly Role[] Leads = [Owner, Admin, Manager, Lead];
    private static readonly Role[] Reviewers = [Owner, Admin, Manager, Lead, Reviewer];
    private static readonly Role[] InProject = [Owner, Admin, Manager, Lead, Reviewer, Labeler];

    private static readonly FrozenDictionary<Permission, FrozenSet<Role>> Table = new Dictionary<Permission, Role[]>
    {
        [UseOwnAccount] = InOrganization,
        [ManageOwnAccount] = InOrganization,
        [OrganizationRead] = InOrganization,
        [OrganizationManageMembers] = Admins,
        [ProjectCreate] = Admins,
        [StorageRead] = InOrganization,

        [PluginDirectoryRead] = InOrganization,
        [PluginDevelop] = Admins,
        [PluginInstall] = Admins,

        [ProjectRead] = InProject,
        [ProjectConfigure] = Managers,
        [ProjectDelete] = Managers,
        [ProjectManageMembers] = Leads,

        [BatchWrite] = Leads,
        [AssetRead] = InProject,
        [AssetWrite] = Managers,
        [AssetDelete] = Managers,
        [FileRead] = InProject,
        [FileWrite] = InProject,

        [TaskRead] = InProject,
        [TaskLabel] = InProject,
        [TaskReview] = Reviewers,
        [TaskAssign] = Leads,
        [LabelImport] = Managers,

        [IssueRead] = InProject,
        [IssueWrite] = InProject,

        [ExportRun] = Managers,
        [JobRead] = InProject,

        [PluginRead] = InProject,
        [PluginRun] = Managers,
        [PluginReport] = InOrganization,
        [PluginSessionList] = InOrganization,
        [PluginSessionRead] = InProject,
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToFrozenSet());

    /// <summary>Whether <paramref name="role"/> may do it.</summary>
    public static bool Allows(Permission permission, Role role) => Table[permission].Contains(role);

    /// <summary>Whether the permission is about a project, and not about an organization as a whole.</summary>
    public static bool ConcernsProject(Permission permission) => Table[permission].Contains(Manager);
}
