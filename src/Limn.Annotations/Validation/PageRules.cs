namespace Limn.Annotations.Validation;

/// <summary>Brings <c>page</c> and <c>isKeyFrame</c> to what the asset's layout wants.</summary>
internal sealed class PageRules(PageLayout layout, int? pageCount, ProblemLog log)
{
    private readonly int? count = layout == PageLayout.Single ? 1 : pageCount;

    /// <param name="member">An object, a relation, or a classification whose class is resolved.</param>
    /// <param name="isNested">A nested classification's page is its parent's, unless it says otherwise.</param>
    public void Apply(Member member, bool isNested = false)
    {
        if (member.Page >= count)
            log.Error(ProblemCodes.Page, member, $"page {member.Page} is outside 0..{count - 1}.");
        var isPaged = layout is PageLayout.Pages or PageLayout.Frames;
        var isTimeless = member is { Kind: MemberKind.Classification, Class.IsFrameSpecific: false };
        if (layout == PageLayout.Single || isTimeless)
            member.Page = null;
        else if (isPaged && !isNested && member.Kind != MemberKind.Relation)
            member.Page ??= 0;
        if (layout == PageLayout.Frames && member.Kind == MemberKind.Object)
            member.IsKeyFrame ??= true;
    }
}
