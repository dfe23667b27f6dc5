using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Resolves objects: one list out of two, class, page, geometry.</summary>
internal sealed class ObjectNormalizer(AnswerContext context, PageRules pages, ClassResolver classes, ProblemLog log) : IDisposable
{
    private readonly ArrayBufferWriter<byte> scratch = new();
    private readonly GeometryRules geometryRules = new(context.Rules.IsImport, context.Text);
    private Utf8JsonWriter? writer;

    public int GeometryBytes => scratch.WrittenCount;

    public ReadOnlyMemory<byte> GeometryOf(Member member) => scratch.WrittenMemory[member.Canonical];

    public void Dispose() => writer?.Dispose();

    /// <summary>Objects first, then tools; of two objects with one id on one page the first stays.</summary>
    public List<Member> Merge(RawAnswer raw)
    {
        var merged = new List<Member>(raw.Objects.Count + raw.Tools.Count);
        var seen = new Dictionary<MemberKey, Member>();
        foreach (var member in raw.Objects.Concat(raw.Tools))
        {
            TakeIdFromPdf(member);
            pages.Apply(member);
            if (member.ObjectId.IsEmpty || seen.TryAdd(MemberKey.Of(member), member))
                merged.Add(member);
            else
                AddDuplicate(member, seen[MemberKey.Of(member)], merged);
        }
        return merged;
    }

    public bool Resolve(Member member)
    {
        if (!classes.Resolve(member, context.Schema.ToolIndex))
            return false;
        if (member.GeometryKey.Length == 0)
            return member.Unknown is not null || RefuseBare(member);
        if (WriteGeometry(member) is { } reason)
            return Refuse(member, member.GeometryKey, reason);
        return GeometrySiblings.Normalize(member) is not { } problem || Refuse(member, problem.Key, problem.Reason);
    }

    private void AddDuplicate(Member member, Member first, List<Member> merged)
    {
        var isSameList = member.List == first.List;
        if (isSameList)
            log.Warn(ProblemCodes.DuplicateObjectId, member, $"objectId \"{member.ObjectId}\" occurs twice on one page.");
        if (!isSameList || !context.Rules.IsImport)
            return;
        member.ObjectId = new Utf8Key(context.NewObjectId());
        merged.Add(member);
    }

    // An old import form puts the object's id inside the area.
    private static void TakeIdFromPdf(Member member)
    {
        if (!member.ObjectId.IsEmpty || member.GeometryKey is not (ToolKinds.Pdf or ToolKinds.BoundingBox))
            return;
        var inner = JsonSlices.Properties(member.Geometry).Find(property => property.Name.Utf8.Span.SequenceEqual("objectId"u8));
        member.ObjectId = JsonSlices.TextOf(inner.Value) ?? default;
    }

    private string? WriteGeometry(Member member)
    {
        writer ??= new Utf8JsonWriter(scratch, CanonicalJson.WriterOptions);
        // Reset also forgets what a refused geometry left open.
        writer.Reset();
        var start = scratch.WrittenCount;
        var reason = GeometryForms.Write(member.GeometryKey, member.Geometry, writer, geometryRules);
        writer.Flush();
        member.Canonical = start..scratch.WrittenCount;
        return reason;
    }

    private bool RefuseBare(Member member)
    {
        log.Error(ProblemCodes.Geometry, member, "Object has no geometry.");
        return false;
    }

    private bool Refuse(Member member, string key, string reason)
    {
        log.Error(ProblemCodes.Geometry, member, $"Geometry {key} is invalid: {reason}.");
        return false;
    }
}
