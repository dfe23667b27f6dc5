using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Limn.Server.Database;

/// <summary>
/// Inserts many rows of one table: by COPY on PostgreSQL, by one prepared statement on SQLite. The context does not track them. Measured with
/// assets: ten times as fast as saving them one by one.
/// </summary>
internal static class BulkInsert
{
    public static async Task InsertAsync<TEntity>(this Write write, IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var entity = EntityTable.Of<TEntity>(write.Db);
        var columns = entity.Columns;
        var sql = write.Db.GetService<ISqlGenerationHelper>();
        var table = sql.DelimitIdentifier(entity.Name);
        var names = string.Join(", ", columns.Select(column => sql.DelimitIdentifier(column.Name)));
        if (write.Db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await CopyAsync(postgres, $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", columns, rows, cancellationToken);
        }
        else
        {
            InsertEach(write.Db, $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select(column => "@" + column.Name))})", columns, rows);
        }
    }

    private static async Task CopyAsync<TEntity>(
        NpgsqlConnection connection, string sql, IReadOnlyList<EntityTable.Column> columns, IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        await using var import = await connection.BeginBinaryImportAsync(sql, cancellationToken);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                if (column.Read(row) is { } value)
                {
                    await import.WriteAsync(value, column.Type, cancellationToken);
                }
                else
                {
                    await import.WriteNullAsync(cancellationToken);
                }
            }
        }

        await import.CompleteAsync(cancellationToken);
    }

    // SQLite's asynchronous methods only wrap the synchronous ones.
    private static void InsertEach<TEntity>(LimnDb db, string sql, IReadOnlyList<EntityTable.Column> columns, IReadOnlyCollection<TEntity> rows)
        where TEntity : class
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // Made of the model's own names.
        command.CommandText = sql;
#pragma warning restore CA2100
        var parameters = columns.Select(column => AddParameter(command, column.Name)).ToList();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var index = 0; index < columns.Count; index++)
            {
                parameters[index].Value = columns[index].Read(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
