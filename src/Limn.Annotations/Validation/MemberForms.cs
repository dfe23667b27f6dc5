using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Finds what exports may have to rewrite.</summary>
internal static class MemberForms
{
    public static AnswerForm Of(List<Member> members, bool copiesUnchanged)
    {
        var form = AnswerForm.ExportReady;
        foreach (var member in members)
            form |= Of(copiesUnchanged && member.IsUnchanged ? member.Previous! : member, copiesUnchanged);
        return form;
    }

    private static AnswerForm Of(Member member, bool copiesUnchanged)
    {
        var form = Of(member.Children, copiesUnchanged);
        if (member.Resolved.Items is { } items && items.Any(item => item.IsId))
            form |= AnswerForm.OptionIds;
        if (member.IsKeyFrame == false)
            form |= AnswerForm.InterpolatedFrames;
        if (member.GeometryKey == ToolKinds.Pdf && member.Geometry.Span.IndexOf("\"image\""u8) >= 0)
            form |= AnswerForm.PdfImages;
        if (member.Kind == MemberKind.Classification && (member.Class?.Tool ?? member.Tool.ToString()) == ClassificationKinds.Upload)
            form |= AnswerForm.Uploads;
        return form;
    }
}
