using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Limn.Server.Database;

/// <summary>Stores an id as its 24 hex digits, so that rows read well and both databases order them alike.</summary>
public sealed class IdValueConverter<TEntity>()
    : ValueConverter<Id<TEntity>, string>(id => id.ToString(), text => Id<TEntity>.Parse(text, null));

/// <summary>Writes an id to JSON as its text; refuses any other form with a message.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()[0]))!;

    private sealed class Converter<TEntity> : JsonConverter<Id<TEntity>>
    {
        public override Id<TEntity> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Id<TEntity>.TryParse(reader.GetString(), null, out var id)
                ? id
                : throw new JsonException("An id is a text of 24 hex digits.");

        public override void Write(Utf8JsonWriter writer, Id<TEntity> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
