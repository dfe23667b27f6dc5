using System.Globalization;
using System.Text;
using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Brushes;
using Limn.Server.Exports;
using Limn.Server.Files;
using Limn.Server.Issues;
using Limn.Server.Jobs;
using Limn.Server.Notifications;
using Limn.Server.Organizations;
using Limn.Server.Plugins;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Limn.Server.Storage;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Limn.Server.Database;

/// <summary>All tables. One model for both databases; each has its own subclass, because each has its own migrations.</summary>
public abstract class LimnDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<RunKey> RunKeys => Set<RunKey>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<OrganizationMember> OrganizationMembers => Set<OrganizationMember>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();

    public DbSet<ProjectSchemaVersion> ProjectSchemas => Set<ProjectSchemaVersion>();

    public DbSet<ProjectWorkflowVersion> ProjectWorkflows => Set<ProjectWorkflowVersion>();

    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<AssetBatch> AssetBatches => Set<AssetBatch>();

    public DbSet<Asset> Assets => Set<Asset>();

    public DbSet<AnnotationTask> Tasks => Set<AnnotationTask>();

    public DbSet<StageAssignee> StageAssignees => Set<StageAssignee>();

    public DbSet<TaskSkip> TaskSkips => Set<TaskSkip>();

    public DbSet<StoredAnswer> Answers => Set<StoredAnswer>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<AppliedBatch> AppliedBatches => Set<AppliedBatch>();

    public DbSet<BrushTile> BrushTiles => Set<BrushTile>();

    public DbSet<Issue> Issues => Set<Issue>();

    public DbSet<IssueComment> IssueComments => Set<IssueComment>();

    public DbSet<StageRecord> StageHistory => Set<StageRecord>();

    public DbSet<TaskMarker> TaskMarkers => Set<TaskMarker>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<DeletedBlob> DeletedBlobs => Set<DeletedBlob>();

    public DbSet<Plugin> Plugins => Set<Plugin>();

    public DbSet<PluginInstallation> PluginInstallations => Set<PluginInstallation>();

    public DbSet<PluginPreset> PluginPresets => Set<PluginPreset>();

    public DbSet<PluginSession> PluginSessions => Set<PluginSession>();

    public DbSet<PluginLogLine> PluginLogs => Set<PluginLogLine>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<Export> Exports => Set<Export>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<StageCount> StageCounts => Set<StageCount>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<ServerSetting> ServerSettings => Set<ServerSetting>();

    /// <summary>The database admits one writer at a time, so writers queue in the process and not at its lock.</summary>
    public abstract bool HasSingleWriter { get; }

    /// <summary>
    /// Waits until no other process does the same, until the present transaction ends. Where the database serves one process, it has its turn.
    /// </summary>
    public abstract Task TakeTurnAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that only reads and sees one state of the database however long it takes. It keeps no writer waiting.
    /// </summary>
    public abstract Task<Snapshot> BeginSnapshotAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Type[] entities =
        [
            typeof(ApiKey), typeof(Asset), typeof(Batch), typeof(Export), typeof(Issue), typeof(IssueComment), typeof(Job), typeof(Notification), typeof(Organization),
            typeof(Plugin), typeof(PluginPreset), typeof(PluginSession), typeof(Project), typeof(RunKey), typeof(StageRecord),
            typeof(AnnotationTask), typeof(User),
        ];
        foreach (var entity in entities)
        {
            configurationBuilder.Properties(typeof(Id<>).MakeGenericType(entity))
                .HaveConversion(typeof(IdValueConverter<>).MakeGenericType(entity));
        }

        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsValueConverter>();
        configurationBuilder.Properties<RawJson>().HaveConversion<RawJsonValueConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LimnDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            UseSnakeCase(entity);
        }
    }

    private static void UseSnakeCase(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(ToSnakeCase(property.Name));
        }
    }

    private static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
