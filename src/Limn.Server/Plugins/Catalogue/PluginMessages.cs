using System.Text.Json.Serialization;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>
/// The create dialog, and with all fields optional the edit dialog. Values of closed lists are texts here, so that everything that is wrong
/// can be told at once.
/// </summary>
/// <param name="Details">Markdown.</param>
/// <param name="Type">One of <c>Export, Model, BatchModel, FileExplorer, Markdown, Input</c>; fixed after creation.</param>
/// <param name="ClassNames">For <c>Model</c> and <c>BatchModel</c>: the classes that users map to those of their project.</param>
/// <param name="Status"><c>unlisted</c> or <c>listed</c>.</param>
/// <param name="DefaultConfig">Text that holds a JSON object.</param>
/// <param name="Connector"><c>WS</c> or <c>REST</c>.</param>
/// <param name="Url">For <c>REST</c>: the base address of the plugin's listener.</param>
/// <param name="Timeouts">Overrides of the type's limits, in seconds.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WritePluginRequest(
    string? Name = null,
    string? Description = null,
    string? Details = null,
    string? BannerUrl = null,
    string? Type = null,
    IReadOnlyList<string>? ClassNames = null,
    bool? Public = null,
    string? Status = null,
    string? DefaultConfig = null,
    string? Connector = null,
    string? Url = null,
    PluginTimeouts? Timeouts = null,
    int? MaxConcurrentRuns = null);

/// <summary>Seconds; null = the type's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PluginTimeouts(int? Start = null, int? Inactivity = null, int? Total = null);

/// <param name="Live">The light: it can be run now.</param>
/// <param name="Connections">How many connections it has.</param>
/// <param name="Installed">In the caller's organization.</param>
/// <param name="Development">What only its owners see.</param>
internal sealed record PluginReply(
    [property: JsonPropertyName("_id")] PluginId Id,
    string Name,
    string Description,
    string Details,
    string BannerUrl,
    PluginType Type,
    IReadOnlyList<string> ClassNames,
    bool Public,
    PluginStatus Status,
    string DefaultConfig,
    PluginConnector Connector,
    OrganizationId Organization,
    string OrganizationName,
    string? BuiltIn,
    bool Live,
    int Connections,
    bool Installed,
    bool Withdrawn,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PluginDevelopment? Development);

/// <param name="LastHeartbeatAt">Exact to a minute.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last rotation is good.</param>
/// <param name="RefusedCount">Connection attempts under this id with a wrong secret.</param>
/// <param name="LastRefusedFrom">The address that the last of them came from.</param>
internal sealed record PluginDevelopment(
    string? Url,
    PluginTimeouts Timeouts,
    int? MaxConcurrentRuns,
    IReadOnlyList<ConnectionReply> Connections,
    DateTimeOffset? LastHeartbeatAt,
    DateTimeOffset SecretRotatedAt,
    DateTimeOffset? PreviousSecretUntil,
    int RefusedCount,
    DateTimeOffset? LastRefusedAt,
    string? LastRefusedFrom);

internal sealed record ConnectionReply(string Address, DateTimeOffset ConnectedAt);

internal sealed record PluginsReply(IReadOnlyList<PluginReply> Plugins, int Total);

internal sealed record OnePluginReply(PluginReply Plugin);

internal sealed record CreatedPluginReply(PluginReply Plugin, string Secret);

internal sealed record SecretReply(string Secret);

/// <summary>What the admin who installs a plugin allows it beyond what its type needs; asked once. Null = the default.</summary>
/// <param name="AllProjects">Its run keys reach all projects that the user reaches. Default false.</param>
/// <param name="StorageCredentials">They read the private keys of storages. Default true for plugins of the own organization.</param>
/// <param name="FullUserKey">They may do what the user may. Default false; plugins of the own organization only.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InstallGrants(bool? AllProjects = null, bool? StorageCredentials = null, bool? FullUserKey = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InstallRequest(InstallGrants? Grants = null);

internal sealed record InstallationReply(PluginReply Plugin, InstallGrants Grants, string InstalledBy, DateTimeOffset InstalledAt);
