using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>One step of a change of an answer. Keys are an object id, or <c>id@page</c> where the member has a page.</summary>
internal abstract record Operation
{
    /// <summary>A new member, before another one or at the end.</summary>
    internal sealed record Add(MemberKind List, ReadOnlyMemory<byte> Member, string? Before) : Operation;

    internal sealed record Remove(MemberKind List, string Key) : Operation;

    /// <summary>Gives a member's own field a value; without one, takes the field away.</summary>
    internal sealed record Set(MemberKind List, string Key, Utf8Key Field, ReadOnlyMemory<byte> Value) : Operation;

    /// <summary>Puts a member before another one, or at the end.</summary>
    internal sealed record Move(MemberKind List, string Key, string? Before) : Operation;

    internal sealed record Paint(BrushPaint Tiles) : Operation;
}

/// <summary>Where an operation stands in a request.</summary>
internal readonly record struct OperationPlace(int Batch, int Index);
