namespace Limn.Client;

/// <summary>How a <see cref="LimnClient"/> reaches its hub, and when it gives up. Immutable; safe to share.</summary>
public sealed record LimnClientOptions
{
    /// <summary>Address of the hub, such as <c>https://limn.example</c>. A path in it is kept in front of <c>/v2</c>.</summary>
    public required Uri Host { get; init; }

    /// <summary>The API key, sent as header <c>apikey</c> to the hub and to nobody else. Printable ASCII.</summary>
    public required string ApiKey { get; init; }

    /// <summary>
    /// What carries the requests. Default: one handler shared by all clients of the process, which follows no redirects and
    /// keeps no cookies. A handler given here stays the caller's: the client does not dispose it.
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Longest wait for the answer to one ordinary call. Default 100 seconds.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Longest wait for <c>GET /v2/export</c>, which the hub answers when the file is complete. Default 24 hours.</summary>
    public TimeSpan ExportTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>An upload or download that moves no byte for this long fails. Default 100 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How often a call that failed for a passing reason is made again, with growing pauses of 0.5 to 10 seconds. Only calls
    /// that change nothing, uploads that can be rewound, and calls that never reached the hub are repeated. Default 3; 0 to 100.
    /// </summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Entries asked for with one request when a list is read. Default 100, the most that every hub allows; 1 to 1000.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Names the hub, and not the key.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Client of {Host}";

    internal void Validate()
    {
        if (!Host.IsAbsoluteUri || Host.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The host must be an absolute http or https address, not '{Host}'.");
        if (ApiKey.Length == 0 || ApiKey.Any(c => c is <= ' ' or > '~'))
            throw new ArgumentException("The API key must be printable ASCII without blanks.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ExportTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleTimeout, TimeSpan.Zero);
        if (MaxRetries is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(MaxRetries), MaxRetries, "0 to 100");
        if (PageSize is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(PageSize), PageSize, "1 to 1000");
    }
}
