using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Database;

/// <summary>Who did what to what, for changes that somebody may have to account for. Only ever added.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public OrganizationId? OrganizationId { get; init; }

    public ProjectId? ProjectId { get; init; }

    /// <summary>E-mail of the user on whose rights it was done.</summary>
    public required string By { get; init; }

    /// <summary>The plugin run that did it.</summary>
    public PluginSessionId? SessionId { get; init; }

    /// <summary>For example <c>project.delete</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Id of the thing.</summary>
    public required string Target { get; init; }
}

/// <summary>A value that the whole installation shares, such as the key that signs file addresses.</summary>
public sealed class ServerSetting
{
    public required string Key { get; init; }

    /// <summary>Encrypted with the key ring, but for the ring itself.</summary>
    public required byte[] Value { get; set; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<ServerSetting>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.HasIndex(entry => new { entry.OrganizationId, entry.Id });
    }

    public void Configure(EntityTypeBuilder<ServerSetting> builder)
    {
        builder.ToTable("server_settings");
        builder.HasKey(setting => setting.Key);
    }
}
