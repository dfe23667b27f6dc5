using Limn.Server.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Plugins;

/// <summary>The catalogue entry of a plugin: what it is called, who owns it, and how its process proves itself.</summary>
public sealed class Plugin
{
    public required PluginId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    /// <summary>Name of the exporter that the server hosts itself; null for plugins of other people.</summary>
    public string? BuiltIn { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Markdown, shown when a user opens the plugin to run it.</summary>
    public string Details { get; set; } = "";

    /// <summary>An https address of a square picture, or empty.</summary>
    public string BannerUrl { get; set; } = "";

    public required PluginType Type { get; init; }

    public string[] ClassNames { get; set; } = [];

    public bool IsPublic { get; set; }

    public PluginStatus Status { get; set; }

    /// <summary>Text of a JSON object, prefilled in the run dialog.</summary>
    public string DefaultConfig { get; set; } = "{}";

    public PluginConnector Connector { get; set; }

    /// <summary>Base address of the plugin's listener, for <see cref="PluginConnector.REST"/> only.</summary>
    public string? Url { get; set; }

    /// <summary>The secret, encrypted: the REST connector must send its plain text, and its owner may see it again.</summary>
    public required byte[] Secret { get; set; }

    public required DateTimeOffset SecretRotatedAt { get; set; }

    /// <summary>The secret before the last rotation, encrypted; good until <see cref="PreviousSecretUntil"/>.</summary>
    public byte[]? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>Overrides of the type's time limits and of the number of runs at once; an object, often empty.</summary>
    public RawJson Limits { get; set; } = RawJson.EmptyObject;

    public DateTimeOffset? LastHeartbeatAt { get; set; }

    /// <summary>Connection attempts under this plugin's id with a wrong secret.</summary>
    public int RefusedCount { get; set; }

    public DateTimeOffset? LastRefusedAt { get; set; }

    /// <summary>The address that the last of them came from.</summary>
    public string? LastRefusedFrom { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>An organization uses a plugin.</summary>
public sealed class PluginInstallation
{
    public required OrganizationId OrganizationId { get; init; }

    public required PluginId PluginId { get; init; }

    public required string InstalledBy { get; init; }

    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>What the admin granted beyond the type's scope.</summary>
    public RunGrants Grants { get; set; }
}

/// <summary>Settings of a run, saved by name for a project and a plugin.</summary>
public sealed class PluginPreset
{
    public required PluginPresetId Id { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required PluginId PluginId { get; init; }

    /// <summary>Unique for the project and plugin.</summary>
    public required string Name { get; set; }

    /// <summary>The run dialog's settings: config, stage and batch filters, and what later types need.</summary>
    public required RawJson Settings { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class PluginConfiguration :
    IEntityTypeConfiguration<Plugin>,
    IEntityTypeConfiguration<PluginInstallation>,
    IEntityTypeConfiguration<PluginPreset>
{
    public void Configure(EntityTypeBuilder<Plugin> builder)
    {
        builder.ToTable("plugins");
        builder.HasIndex(plugin => new { plugin.OrganizationId, plugin.Id });
        builder.HasIndex(plugin => new { plugin.OrganizationId, plugin.BuiltIn }).IsUnique().HasFilter("built_in IS NOT NULL");
        builder.HasOne<Organization>().WithMany().HasForeignKey(plugin => plugin.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PluginInstallation> builder)
    {
        builder.ToTable("plugin_installations");
        builder.HasKey(row => new { row.OrganizationId, row.PluginId });
        builder.HasIndex(row => row.PluginId);
        builder.HasOne<Plugin>().WithMany().HasForeignKey(row => row.PluginId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PluginPreset> builder)
    {
        builder.ToTable("plugin_presets");
        builder.HasIndex(preset => new { preset.ProjectId, preset.PluginId, preset.Name }).IsUnique();
        builder.HasOne<Plugin>().WithMany().HasForeignKey(preset => preset.PluginId).OnDelete(DeleteBehavior.Cascade);
    }
}
