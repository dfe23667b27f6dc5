using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Notifications;

/// <summary>A message to one user: kept until he has read it, pushed to his open windows.</summary>
public sealed class Notification
{
    public required NotificationId Id { get; init; }

    public required UserId UserId { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public ProjectId? ProjectId { get; init; }

    /// <summary>What happened, for example <c>export.ready</c> or <c>plugin.failed</c>.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    public string Message { get; init; } = "";

    /// <summary>Where a click leads inside the web app; null = nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>A download on this server; null = none.</summary>
    public string? DownloadUrl { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.HasIndex(notification => new { notification.UserId, notification.Id });
        builder.HasIndex(notification => notification.UserId).HasFilter("read_at IS NULL").HasDatabaseName("ix_notifications_unread");
    }
}
