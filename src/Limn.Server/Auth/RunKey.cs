using Limn.Server.Plugins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Auth;

/// <summary>
/// The key that a plugin is given for one run. It acts for the user who started the run, within that run's project and within what the
/// plugin's type needs (<see cref="Permissions.RunScopes"/>), and ends with the run.
/// </summary>
public sealed class RunKey
{
    public required RunKeyId Id { get; init; }

    /// <summary>SHA-256 of the key's text.</summary>
    public required byte[] Hash { get; init; }

    public required UserId UserId { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required PluginId PluginId { get; init; }

    public required PluginSessionId SessionId { get; init; }

    public required PluginType PluginType { get; init; }

    /// <summary>What the plugin's installation grants beyond the type's scope.</summary>
    public RunGrants Grants { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class RunKeyConfiguration : IEntityTypeConfiguration<RunKey>
{
    public void Configure(EntityTypeBuilder<RunKey> builder)
    {
        builder.ToTable("run_keys");
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasIndex(key => key.SessionId);
        builder.HasIndex(key => new { key.UserId, key.ExpiresAt });
        builder.HasIndex(key => key.ExpiresAt);
    }
}
