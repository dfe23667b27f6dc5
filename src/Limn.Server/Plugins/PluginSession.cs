using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Plugins;

/// <summary>Where a run stands. The last four are final.</summary>
public enum PluginSessionState
{
    Queued,

    /// <summary>Sent to the plugin, which has shown no sign of life yet.</summary>
    Dispatched,
    Running,

    /// <summary>The connection that carried it is gone; the plugin may yet come back and answer.</summary>
    Orphaned,
    Succeeded,
    Failed,
    TimedOut,
    Cancelled,
}

/// <summary>One run of a plugin. Its id is what the protocol calls <c>session</c>.</summary>
public sealed class PluginSession
{
    public required PluginSessionId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required PluginId PluginId { get; init; }

    public required PluginType PluginType { get; init; }

    public required UserId RunById { get; init; }

    /// <summary>What was sent to the plugin, without the run key.</summary>
    public required RawJson Input { get; init; }

    /// <summary>The address under which the runner reaches the server, for links.</summary>
    public required string Origin { get; init; }

    public bool SendEmail { get; init; }

    public PluginSessionState State { get; set; }

    /// <summary>The connection that the run was sent to.</summary>
    public string? ConnectionId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; set; }

    public DateTimeOffset? LastActivityAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The server gave the run up, without a word of the plugin: a result that comes later is still taken.</summary>
    public bool EndedByClock { get; set; }

    /// <summary>The plugin's text result, or why the run failed.</summary>
    public string? Message { get; set; }

    /// <summary>The stored result file, when there is one.</summary>
    public string? ResultFileKey { get; set; }

    /// <summary>How far the plugin says it is, read from its log lines.</summary>
    public long? ProgressDone { get; set; }

    public long? ProgressTotal { get; set; }

    public int LogCount { get; set; }

    /// <summary>Lines beyond the limit, counted and dropped.</summary>
    public int DroppedLogs { get; set; }

    public int Version { get; set; } = 1;
}

/// <summary>A log line of a run.</summary>
public sealed class PluginLogLine
{
    public required PluginSessionId SessionId { get; init; }

    /// <summary>Order of arrival, from 1.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required PluginLogLevel Level { get; init; }

    public required string Message { get; init; }

    /// <summary>The line's further values; empty when it had none.</summary>
    public RawJson Extra { get; init; }
}

/// <summary>Levels of the protocol.</summary>
public enum PluginLogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}

internal sealed class PluginSessionConfiguration : IEntityTypeConfiguration<PluginSession>, IEntityTypeConfiguration<PluginLogLine>
{
    public void Configure(EntityTypeBuilder<PluginSession> builder)
    {
        builder.ToTable("plugin_sessions");
        builder.Property(session => session.Version).IsConcurrencyToken();
        builder.HasIndex(session => new { session.ProjectId, session.Id });
        builder.HasIndex(session => new { session.PluginId, session.State });
        builder.HasIndex(session => new { session.RunById, session.Id });

        // Start-up looks for runs that were under way.
        builder.HasIndex(session => session.State).HasFilter("ended_at IS NULL").HasDatabaseName("ix_plugin_sessions_open");
    }

    public void Configure(EntityTypeBuilder<PluginLogLine> builder)
    {
        builder.ToTable("plugin_logs");
        builder.HasKey(line => new { line.SessionId, line.Sequence });
        builder.HasOne<PluginSession>().WithMany().HasForeignKey(line => line.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
