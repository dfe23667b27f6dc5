using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>One answer on its way through the door.</summary>
internal sealed class NormalizationRun : IDisposable
{
    private readonly PreviousAnswer previous;
    private readonly ProblemLog log;
    private readonly ObjectNormalizer objects;
    private readonly ClassificationNormalizer classifications;
    private readonly RelationNormalizer relations;
    private readonly IdAssigner ids;
    private readonly MemberStamper stamper;
    private readonly IReadOnlyList<Member> otherObjects;

    public NormalizationRun(AnswerContext context, PreviousAnswer previous, ProblemLog log)
    {
        this.previous = previous;
        this.log = log;
        otherObjects = context.OtherObjects;
        var pages = new PageRules(context.Layout, context.PageCount, log);
        var classes = new ClassResolver(context.Rules, previous, log);
        var answers = new AnswerResolver(context.Rules, previous, log);
        objects = new ObjectNormalizer(context, pages, classes, log);
        classifications = new ClassificationNormalizer(context.Schema, context.Rules, pages, classes, answers, log);
        relations = new RelationNormalizer(context, pages, classes, log);
        ids = new IdAssigner(context.NewObjectId, log);
        stamper = new MemberStamper(context, previous, ids, objects.GeometryOf);
    }

    public void Dispose() => objects.Dispose();

    public NormalizedAnswer Normalize(RawAnswer raw)
    {
        var tools = objects.Merge(raw);
        tools.RemoveAll(member => !objects.Resolve(member));
        foreach (var member in tools)
            classifications.Normalize(member.Children, member);
        classifications.Normalize(raw.Classifications, owner: null);
        ids.Assign(tools);
        relations.Normalize(raw.Relations, otherObjects.Count == 0 ? tools : [.. tools, .. otherObjects]);
        foreach (var relation in raw.Relations)
            classifications.Normalize(relation.Children, relation);
        if (log.Errors.Count > 0)
            return new NormalizedAnswer { Utf8 = default, Errors = log.Errors, Warnings = log.Warnings };
        ids.AssignClassifications(raw.Classifications, previous.Classifications);
        ids.Assign(raw.Relations);
        foreach (var list in (List<Member>[])[tools, raw.Classifications, raw.Relations])
            stamper.StampAll(list);
        return Write(tools, raw.Classifications, raw.Relations);
    }

    private NormalizedAnswer Write(List<Member> tools, List<Member> asset, List<Member> links)
    {
        var copies = previous.IsSameSchema;
        var buffer = new ArrayBufferWriter<byte>(objects.GeometryBytes + 256);
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        var members = new MemberWriter(writer, copies, objects.GeometryOf);
        writer.WriteStartObject();
        members.WriteList(MemberNames.Tools, tools);
        members.WriteList(MemberNames.Classifications, asset);
        members.WriteList(MemberNames.Relations, links);
        writer.WriteEndObject();
        writer.Flush();
        return new NormalizedAnswer
        {
            Utf8 = buffer.WrittenMemory,
            Form = MemberForms.Of(tools, copies) | MemberForms.Of(asset, copies) | MemberForms.Of(links, copies),
            ObjectCount = tools.Count,
            ClassificationCount = asset.Count,
            RelationCount = links.Count,
            Errors = log.Errors,
            Warnings = log.Warnings,
        };
    }
}
