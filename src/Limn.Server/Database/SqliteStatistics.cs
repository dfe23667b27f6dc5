using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Database;

/// <summary>
/// What SQLite's planner is told about the large tables: the rows of each and, for each index, the rows that its first column, its first two
/// and so on select. Without that it takes every first column for equally selective and walks through a whole project to find one batch. The
/// figures are those of a large installation and never change, so neither do the plans (docs/decisions/0006-fixed-sqlite-statistics.md).
/// </summary>
internal static class SqliteStatistics
{
    private static readonly (string Table, string Index, string Rows)[] Figures =
    [
        ("tasks", "IX_tasks_asset_id", "1000000 1"),
        ("tasks", "IX_tasks_project_id_id", "1000000 100000 1"),
        ("tasks", "IX_tasks_project_id_stage_id_id", "1000000 100000 30000 1"),
        ("tasks", "IX_tasks_project_id_updated_at_id", "1000000 100000 10 1"),
        ("tasks", "IX_tasks_project_id_external_id_id", "1000000 100000 1 1"),
        ("tasks", "IX_tasks_project_id_assignee_id_id", "100000 10000 1000 1"),
        ("tasks", "ix_tasks_open", "2000 5 2"),
        ("tasks", "ix_tasks_queue", "1000000 100000 30000 10000 5000 5000 2500 1"),
        ("assets", "IX_assets_project_id_id", "1000000 100000 1"),
        ("assets", "IX_assets_project_id_external_id_id", "1000000 100000 1 1"),
        ("assets", "IX_assets_project_id_data_hash", "1000000 100000 1"),
        ("asset_batches", "IX_asset_batches_batch_id_asset_id", "1000000 10000 1"),
        ("asset_batches", "sqlite_autoindex_asset_batches_1", "1000000 1 1"),
    ];

    /// <summary>Writes the figures; connections that are opened afterwards plan by them.</summary>
    public static async Task SetAsync(LimnDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);

        // Makes the table of statistics when it is not there, and gathers none.
        await db.Database.ExecuteSqlAsync($"ANALYZE sqlite_schema", cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM sqlite_stat1", cancellationToken);
        foreach (var (table, index, rows) in Figures)
        {
            await db.Database.ExecuteSqlAsync($"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({table}, {index}, {rows})", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"ANALYZE sqlite_schema", cancellationToken);
    }
}
