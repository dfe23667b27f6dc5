using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Reads the number members of a small JSON object without allocating; other members are kept as slices.</summary>
internal ref struct NumberFields(byte[][] names, Span<double> values)
{
    private readonly Span<double> values = values;

    /// <summary>Bit i is set when the i-th name was there.</summary>
    public int Present { get; private set; }

    public List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? Others { get; private set; }

    public readonly double this[int index] => values[index];

    public readonly bool Has(int first, int count) => (Present >> first & (1 << count) - 1) == (1 << count) - 1;

    /// <summary>Reads the object; returns what is wrong with it, or null.</summary>
    public string? Read(ReadOnlyMemory<byte> json)
    {
        var reader = JsonSlices.Start(json.Span);
        if (reader.TokenType != JsonTokenType.StartObject)
            return "it must be an object";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Utf8Key.Read(ref reader, json);
            var index = IndexOf(name.Utf8.Span);
            reader.Read();
            if (index < 0)
                (Others ??= []).Add((name, JsonSlices.TakeValue(ref reader, json)));
            else if (reader.TokenType == JsonTokenType.Number)
                Set(index, reader.GetDouble());
            else if (reader.TokenType != JsonTokenType.Null)
                return $"{name} must be a number";
        }
        return null;
    }

    private void Set(int index, double value)
    {
        values[index] = value;
        Present |= 1 << index;
    }

    private readonly int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
                return i;
        }
        return -1;
    }
}
