using System.Data.Common;
using System.Globalization;
using System.Text;
using Limn.Annotations.Answers;
using Limn.Server.Tasks;

namespace Limn.Server.Exports;

/// <summary>
/// Reads the tasks of an export from one snapshot of the database, a page after the other by the task's id. Plain SQL: an export is bound by
/// this loop, and both databases take the same text.
/// </summary>
internal sealed class ExportSource : IAsyncDisposable
{
    private const int PageSize = 500;

    private const string From = " FROM tasks t JOIN answers a ON a.task_id = t.id JOIN assets s ON s.id = t.asset_id";

    private const string TaskColumns =
        "t.id, t.asset_id, t.kind, t.stage_id, t.updated_at, t.updated_by, t.total_duration, a.document, a.form, a.schema_version, "
        + "a.brush_data_url, a.medical_brush_data_url, s.external_id, s.data, s.file_key, s.metadata, s.context_data, s.attachments, s.dataset";

    private const string VisitColumns =
        "task_id, stage_id, stage_name, completed_at, completed_by, duration, review_status, document, form, schema_version, "
        + "brush_data_url, medical_brush_data_url";

    private readonly Snapshot snapshot;
    private readonly ExportFilter filter;

    private ExportSource(Snapshot snapshot, ExportFilter filter) => (this.snapshot, this.filter) = (snapshot, filter);

    /// <summary>Takes the snapshot; it ends when the source is disposed.</summary>
    public static async Task<ExportSource> OpenAsync(LimnDb db, ExportFilter filter, CancellationToken cancellationToken) =>
        new(await db.BeginSnapshotAsync(cancellationToken), filter);

    /// <summary>How many tasks the filter lets through.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = snapshot.NewCommand();
        command.CommandText = "SELECT COUNT(*) FROM tasks t" + Where(command);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>The tasks in the order of their ids, in pages; a page is good until the next is asked for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ExportedTask>> ReadAsync(
        bool withHistory, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (await ReadPageAsync(last, cancellationToken) is { Count: > 0 } page)
        {
            var byTask = page.ToDictionary(task => task.TaskId);
            await ReadBatchNamesAsync(page.ToLookup(task => task.AssetId), cancellationToken);
            if (withHistory)
            {
                await ReadVisitsAsync(byTask, cancellationToken);
            }

            yield return page;
            last = page[^1].TaskId;
        }
    }

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();

    private async Task<List<ExportedTask>> ReadPageAsync(string last, CancellationToken cancellationToken)
    {
        await using var command = snapshot.NewCommand();
        command.CommandText = $"SELECT {TaskColumns}{From}{Where(command)} AND t.id > {Add(command, last)} ORDER BY t.id LIMIT {PageSize}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<ExportedTask>(PageSize);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(new ExportedTask
            {
                TaskId = reader.GetString(0),
                AssetId = reader.GetString(1),
                Kind = (TaskKind)reader.GetInt32(2),
                StageId = reader.GetString(3),
                UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                UpdatedBy = reader.GetString(5),
                TotalDuration = reader.GetInt64(6),
                Answer = new ExportedAnswer(
                    reader.GetFieldValue<byte[]>(7), (AnswerForm)reader.GetInt32(8), reader.GetInt32(9), TextOrNull(reader, 10), TextOrNull(reader, 11)),
                ExternalId = reader.GetString(12),
                Data = reader.GetString(13),
                FileKey = TextOrNull(reader, 14),
                Metadata = reader.GetFieldValue<byte[]>(15),
                ContextData = reader.GetFieldValue<byte[]>(16),
                Attachments = reader.GetFieldValue<byte[]>(17),
                Dataset = reader.GetFieldValue<byte[]>(18),
            });
        }

        return page;
    }

    private async Task ReadBatchNamesAsync(ILookup<string, ExportedTask> tasks, CancellationToken cancellationToken)
    {
        await using var command = snapshot.NewCommand();
        command.CommandText =
            "SELECT l.asset_id, b.name FROM asset_batches l JOIN batches b ON b.id = l.batch_id WHERE l.asset_id IN ("
            + AddAll(command, tasks.Select(group => group.Key)) + ") ORDER BY b.rank, b.id";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            foreach (var task in tasks[reader.GetString(0)])
            {
                task.Batches.Add(reader.GetString(1));
            }
        }
    }

    private async Task ReadVisitsAsync(Dictionary<string, ExportedTask> tasks, CancellationToken cancellationToken)
    {
        await using var command = snapshot.NewCommand();
        command.CommandText = $"SELECT {VisitColumns} FROM stage_history WHERE task_id IN ({AddAll(command, tasks.Keys)}) ORDER BY task_id, id";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tasks[reader.GetString(0)].Visits.Add(new ExportedVisit
            {
                StageId = reader.GetString(1),
                StageName = reader.GetString(2),
                CompletedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                CompletedBy = TextOrNull(reader, 4),
                Duration = reader.GetInt64(5),
                ReviewStatus = reader.IsDBNull(6) ? null : (ReviewStatus)reader.GetInt32(6),
                Answer = new ExportedAnswer(
                    reader.GetFieldValue<byte[]>(7), (AnswerForm)reader.GetInt32(8), reader.GetInt32(9), TextOrNull(reader, 10), TextOrNull(reader, 11)),
            });
        }
    }

    private string Where(DbCommand command)
    {
        var sql = new StringBuilder($" WHERE t.project_id = {Add(command, filter.ProjectId)} AND t.deleted_at IS NULL");
        sql.Append(CultureInfo.InvariantCulture, $" AND t.kind IN ({AddAll(command, filter.Kinds.Select(kind => (int)kind))})");
        if (filter.StageIds is { } stages)
        {
            sql.Append(CultureInfo.InvariantCulture, $" AND t.stage_id IN ({AddAll(command, stages)})");
        }

        if (filter.BatchIds is { } batches)
        {
            sql.Append(CultureInfo.InvariantCulture,
                $" AND EXISTS (SELECT 1 FROM asset_batches l WHERE l.asset_id = t.asset_id AND l.batch_id IN ({AddAll(command, batches)}))");
        }

        Bound("t.updated_at", filter.UpdatedAt);
        Bound("t.created_at", filter.CreatedAt);
        return sql.ToString();

        void Bound(string column, TimeFilter? time)
        {
            if (time?.After is { } after)
            {
                sql.Append(CultureInfo.InvariantCulture, $" AND {column} > {Add(command, after.ToUnixTimeMilliseconds())}");
            }

            if (time?.Before is { } before)
            {
                sql.Append(CultureInfo.InvariantCulture, $" AND {column} < {Add(command, before.ToUnixTimeMilliseconds())}");
            }
        }
    }

    private static string Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{command.Parameters.Count}";
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }

    // An empty list lets nothing through, and SQL knows no empty IN.
    private static string AddAll<T>(DbCommand command, IEnumerable<T> values)
        where T : notnull
    {
        var names = string.Join(',', values.Select(value => Add(command, value)));
        return names.Length == 0 ? "NULL" : names;
    }

    private static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>Which tasks of a project are exported; a list that is null means "all".</summary>
internal sealed record ExportFilter
{
    public required string ProjectId { get; init; }

    public required IReadOnlyList<TaskKind> Kinds { get; init; }

    public IReadOnlyList<string>? StageIds { get; init; }

    public IReadOnlyList<string>? BatchIds { get; init; }

    public TimeFilter? UpdatedAt { get; init; }

    public TimeFilter? CreatedAt { get; init; }
}
