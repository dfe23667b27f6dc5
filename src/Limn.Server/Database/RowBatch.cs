using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Limn.Server.Database;

/// <summary>
/// Rows written in one round trip, for the paths that many people use at once. Each statement changes one row or none; when one finds no row
/// to change, or another one in its place, the batch has failed and its transaction is to be given up. That is how a lost race shows, so no
/// exception is thrown for it.
/// </summary>
internal sealed class RowBatch(LimnDb db)
{
    private static readonly ConcurrentDictionary<(EntityTable Table, Kind Kind), string[]> Texts = [];
    private readonly StringBuilder sql = new(2048);
    private readonly List<(EntityTable.Column Column, object? Value)> values = [];
    private int rows;

    private enum Kind
    {
        Insert,
        Upsert,
        Update,
    }

    /// <summary>Adds a row; fails when its key is taken.</summary>
    public void Insert<TEntity>(TEntity row)
        where TEntity : class => Add(row, Kind.Insert, null);

    /// <summary>Adds a row or takes the place of the one with its key.</summary>
    public void Upsert<TEntity>(TEntity row)
        where TEntity : class => Add(row, Kind.Upsert, null);

    /// <summary>Replaces a row that has a column <c>version</c>; fails when that is not <paramref name="version"/>.</summary>
    public void Update<TEntity>(TEntity row, int version)
        where TEntity : class => Add(row, Kind.Update, version);

    /// <summary>Runs the statements; false when one of them failed.</summary>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // Made of the model's own names.
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        for (var index = 0; index < values.Count; index++)
        {
            values[index].Column.AddParameter(command, $"@p{index}", values[index].Value);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken) == rows;
    }

    private void Add<TEntity>(TEntity row, Kind kind, int? version)
        where TEntity : class
    {
        var table = EntityTable.Of<TEntity>(db);
        var text = Texts.GetOrAdd((table, kind), static key => TextOf(key.Table, key.Kind).Split('?'));
        var columns = kind == Kind.Update ? table.Columns.Where(column => !column.IsKey).Concat(table.Columns.Where(column => column.IsKey)) : table.Columns;
        var next = 0;
        foreach (var column in columns)
        {
            Write(text[next++], column, column.ValueOf(row));
        }

        if (version is { } expected)
        {
            Write(text[next++], table["Version"], expected);
        }

        sql.Append(text[next]);
        rows++;
    }

    private void Write(string before, EntityTable.Column column, object? value)
    {
        sql.Append(before).Append("@p").Append(values.Count);
        values.Add((column, value));
    }

    /// <summary>A statement with a question mark for each value.</summary>
    private static string TextOf(EntityTable table, Kind kind)
    {
        var keys = table.Columns.Where(column => column.IsKey).Select(column => Quote(column.Name)).ToList();
        var others = table.Columns.Where(column => !column.IsKey).Select(column => Quote(column.Name)).ToList();
        var insert = $"INSERT INTO {Quote(table.Name)} ({string.Join(", ", table.Columns.Select(column => Quote(column.Name)))}) "
            + $"VALUES ({string.Join(", ", table.Columns.Select(_ => "?"))}) ON CONFLICT ";
        return kind switch
        {
            Kind.Insert => insert + "DO NOTHING;\n",
            Kind.Upsert => insert + $"({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", others.Select(name => $"{name} = excluded.{name}"))};\n",
            _ => $"UPDATE {Quote(table.Name)} SET {string.Join(", ", others.Select(name => $"{name} = ?"))} "
                + $"WHERE {string.Join(" AND ", keys.Select(name => $"{name} = ?"))} AND \"version\" = ?;\n",
        };
    }

    private static string Quote(string name) => $"\"{name}\"";
}
