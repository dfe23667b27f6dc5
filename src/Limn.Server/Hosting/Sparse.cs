using System.Text.Json.Serialization.Metadata;

namespace Limn.Server.Hosting;

/// <summary>A reply of which the caller chose the keys.</summary>
internal interface ISparse
{
    /// <summary>Whether the key, by its name on the wire, is written.</summary>
    bool Shows(string key);
}

internal static class Sparse
{
    /// <summary>Makes the serializer ask <see cref="ISparse"/> replies for each key.</summary>
    public static void Modify(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(ISparse)))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            property.ShouldSerialize = (reply, _) => ((ISparse)reply).Shows(property.Name);
        }
    }
}
