namespace Limn.Client.Http;

/// <summary>One call of the API: everything needed to make it, also a second time.</summary>
internal sealed record ApiCall(HttpMethod Method, string Path)
{
    internal Query? Query { get; init; }

    /// <summary>Makes the body; asked again for every attempt.</summary>
    internal Func<HttpContent>? Body { get; init; }

    /// <summary>Wait for the answer; the client's <see cref="LimnClientOptions.CallTimeout"/> when absent.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>The body is read from a source that can be read once: no second attempt.</summary>
    internal bool IsOnce { get; init; }

    /// <summary>The call without its query, which may hold signed addresses and e-mail addresses.</summary>
    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
