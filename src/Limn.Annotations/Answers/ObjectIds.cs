using System.Security.Cryptography;

namespace Limn.Annotations.Answers;

/// <summary>Ids of annotations.</summary>
public static class ObjectIds
{
    /// <summary>Length of an id that Limn makes: 23 lower-case hex characters.</summary>
    public const int Length = 23;

    /// <summary>A new id of 92 random bits. Thread safe.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(Length, lowercase: true);
}
