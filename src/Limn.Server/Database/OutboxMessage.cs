using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Database;

/// <summary>
/// A consequence of a committed change that is still to be carried out. Written in the change's own transaction, carried out at least
/// once, removed when done.
/// </summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    /// <summary>Names the <see cref="IOutboxHandler"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Messages of one kind with the same key are handled together, in order: a project, a user, a session.</summary>
    public required string Key { get; init; }

    public required RawJson Payload { get; init; }

    public int Attempts { get; set; }

    public required DateTimeOffset NotBefore { get; set; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasIndex(message => new { message.NotBefore, message.Id });
    }
}
