using System.Collections.Frozen;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Limn.Server.Database;

/// <summary>The table of one kind of entity as the model maps it, for statements that are written without the context's tracking.</summary>
internal sealed class EntityTable
{
    private static readonly ConditionalWeakTable<IEntityType, EntityTable> Known = [];
    private readonly FrozenDictionary<string, Column> byProperty;

    private EntityTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        Columns = [.. entity.GetProperties().Select(property => new Column(property))];
        byProperty = Columns.ToFrozenDictionary(column => column.Property);
    }

    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column of a property; take the name from <c>nameof</c>.</summary>
    public Column this[string property] => byProperty[property];

    public static EntityTable Of<TEntity>(DbContext db) =>
        Known.GetValue(db.Model.FindEntityType(typeof(TEntity))!, static entity => new EntityTable(entity));

    /// <summary>A column.</summary>
    internal sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        public string Property { get; } = property.Name;

        public string Name { get; } = property.GetColumnName();

        public bool IsKey { get; } = property.IsPrimaryKey();

        /// <summary>The database's type, without its length.</summary>
        public string Type => mapping.StoreTypeNameBase;

        /// <summary>The value of <paramref name="row"/>, as the property has it.</summary>
        public object? ValueOf(object row) => getter.GetClrValueUsingContainingEntity(row);

        /// <summary>The value of <paramref name="row"/>, as the database stores it.</summary>
        public object? Read(object row)
        {
            var value = ValueOf(row);
            return value is null || mapping.Converter is not { } converter ? value : converter.ConvertToProvider(value);
        }

        /// <summary>Gives a command a value in the column's type, so that comparisons use the column's indexes.</summary>
        public void AddParameter(DbCommand command, string name, object? value) =>
            command.Parameters.Add(mapping.CreateParameter(command, name, value));
    }
}
