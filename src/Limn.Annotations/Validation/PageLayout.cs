namespace Limn.Annotations.Validation;

/// <summary>What <c>page</c> means for an asset.</summary>
public enum PageLayout
{
    /// <summary>Not known: pages are kept as they were sent.</summary>
    Unknown,

    /// <summary>One picture, text, audio file, PDF or volume: members have no <c>page</c>.</summary>
    Single,

    /// <summary>Several pictures: each object has a <c>page</c>, from 0.</summary>
    Pages,

    /// <summary>A video or a point-cloud sequence: <c>page</c> is the frame, from 0, and objects say whether it is a key frame.</summary>
    Frames,
}
