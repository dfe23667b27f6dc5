using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Database;

/// <summary>One state of the database, to be read at leisure. Disposing it ends the transaction and gives the connection back.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly LimnDb db;
    private readonly DbTransaction transaction;

    private Snapshot(LimnDb db, DbTransaction transaction) => (this.db, this.transaction) = (db, transaction);

    /// <summary>A command inside the snapshot.</summary>
    public DbCommand NewCommand()
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await db.Database.UseTransactionAsync(null);
        await transaction.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }

    internal static async Task<Snapshot> BeginAsync(LimnDb db, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return new Snapshot(db, transaction);
    }
}
