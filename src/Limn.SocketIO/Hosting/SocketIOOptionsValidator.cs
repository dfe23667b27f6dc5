using Microsoft.Extensions.Options;

namespace Limn.SocketIO.Hosting;

internal sealed class SocketIOOptionsValidator : IValidateOptions<SocketIOOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    // The protocol writes times as 32-bit milliseconds.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public ValidateOptionsResult Validate(string? name, SocketIOOptions options)
    {
        var problems = Times(options).Where(time => time.Value < Shortest || time.Value > Longest)
            .Select(time => $"SocketIO:{time.Name} is between {Shortest} and {Longest}.")
            .Concat(Sizes(options).Where(size => size.Value < 1).Select(size => $"SocketIO:{size.Name} is at least 1."))
            .ToList();
        if (options.HandshakesPerMinute < 0)
            problems.Add($"SocketIO:{nameof(options.HandshakesPerMinute)} is not negative.");
        if (options.MaxTrustedMessageBytes < options.MaxMessageBytes)
            problems.Add($"SocketIO:{nameof(options.MaxTrustedMessageBytes)} is at least {nameof(options.MaxMessageBytes)}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<(string Name, TimeSpan Value)> Times(SocketIOOptions options) =>
    [
        (nameof(options.PingInterval), options.PingInterval),
        (nameof(options.PingTimeout), options.PingTimeout),
        (nameof(options.ConnectTimeout), options.ConnectTimeout),
        (nameof(options.UpgradeTimeout), options.UpgradeTimeout),
        (nameof(options.AttachmentTimeout), options.AttachmentTimeout),
        (nameof(options.CloseTimeout), options.CloseTimeout),
        (nameof(options.MaxHandshakeDelay), options.MaxHandshakeDelay),
    ];

    private static IEnumerable<(string Name, long Value)> Sizes(SocketIOOptions options) =>
    [
        (nameof(options.MaxPayload), options.MaxPayload),
        (nameof(options.MaxMessageBytes), options.MaxMessageBytes),
        (nameof(options.MaxAttachments), options.MaxAttachments),
        (nameof(options.MaxPendingAcks), options.MaxPendingAcks),
        (nameof(options.MaxQueuedEvents), options.MaxQueuedEvents),
        (nameof(options.MaxQueuedBytes), options.MaxQueuedBytes),
        (nameof(options.MaxSessions), options.MaxSessions),
        (nameof(options.MaxSessionsPerAddress), options.MaxSessionsPerAddress),
    ];
}
