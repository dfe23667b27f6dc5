using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>The answer that was stored before, read with the schema it was written against.</summary>
internal sealed class PreviousAnswer
{
    private readonly CategorySchema schema;
    private readonly Dictionary<Utf8Key, Member> lastOfClass = [];
    private readonly HashSet<(Utf8Key Class, Utf8Key Text)> deletedOptions = [];
    private readonly Dictionary<MemberKey, Member>[] members;

    public PreviousAnswer(ReadOnlyMemory<byte> utf8, CategorySchema schema, bool isSameSchema)
    {
        this.schema = schema;
        IsSameSchema = isSameSchema;
        var raw = utf8.IsEmpty ? new RawAnswer() : RawAnswer.Read(utf8, new ProblemLog(AnswerLimits.Default));
        foreach (var member in raw.Tools.Concat(raw.Classifications).Concat(raw.Relations))
            Learn(member);
        members = [Index(raw.Tools), Index(raw.Classifications), Index(raw.Relations)];
    }

    /// <summary>Unchanged members are still written the way they would be today.</summary>
    public bool IsSameSchema { get; }

    public Member? Find(Member member) => members[(int)member.Kind].GetValueOrDefault(MemberKey.Of(member));

    public IEnumerable<Member> Classifications => members[(int)MemberKind.Classification].Values;

    /// <summary>A member whose class is not in the present schema, for its last known title and kind.</summary>
    public Member? FindDeletedClass(Utf8Key schemaId) => lastOfClass.GetValueOrDefault(schemaId);

    /// <summary>The option that a text meant when the previous answer was written.</summary>
    public SchemaOption? FindOldOption(SchemaClass owner, Utf8Key text) =>
        IsSameSchema ? null : schema.Find(owner.SchemaId)?.OptionIndex.Find(text, out _);

    /// <summary>Whether the previous answer itself held this text without an option for it.</summary>
    public bool HasDeletedOption(SchemaClass owner, Utf8Key text) => deletedOptions.Contains((new Utf8Key(owner.SchemaId), text));

    public static Dictionary<MemberKey, Member> Index(IEnumerable<Member> members)
    {
        var index = new Dictionary<MemberKey, Member>();
        foreach (var member in members)
            index.TryAdd(MemberKey.Of(member), member);
        return index;
    }

    private void Learn(Member member)
    {
        lastOfClass.TryAdd(member.SchemaId, member);
        member.Class = schema.Find(member.SchemaId);
        if (member.Kind == MemberKind.Classification)
            member.Resolved = Resolve(member);
        foreach (var child in member.Children)
            Learn(child);
    }

    private ResolvedAnswer Resolve(Member member) => JsonSlices.KindOf(member.Answer.Span) switch
    {
        JsonTokenType.True => new ResolvedAnswer(null, false, true),
        JsonTokenType.False => new ResolvedAnswer(null, false, false),
        JsonTokenType.String => new ResolvedAnswer([ToItem(member, member.Answer)], false, null),
        JsonTokenType.StartArray => new ResolvedAnswer(
            JsonSlices.Elements(member.Answer).ConvertAll(element => ToItem(member, element)), true, null),
        _ => default,
    };

    private AnswerItem ToItem(Member member, ReadOnlyMemory<byte> json)
    {
        var text = JsonSlices.TextOf(json) ?? default;
        if (member.Class is not { Shape: AnswerShape.Option or AnswerShape.Options } owner)
            return new AnswerItem(text, null, false);
        if (owner.OptionIndex.Find(text, out var isId) is { } option)
            return new AnswerItem(option, isId);
        deletedOptions.Add((member.SchemaId, text));
        return new AnswerItem(text, null, false);
    }
}
