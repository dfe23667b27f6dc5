using System.ComponentModel.DataAnnotations;

namespace Limn.Server.Notifications;

/// <summary>The mail server; section <c>Limn:Mail</c>. Without one nothing is sent, and the web app says so where one could ask for a mail.</summary>
public sealed class MailOptions
{
    public const string Section = "Limn:Mail";

    /// <summary>Default: none.</summary>
    public string Host { get; set; } = "";

    /// <summary>Default: 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Refuse to speak without encryption. Default true; false for a relay on the same machine.</summary>
    public bool RequireTls { get; set; } = true;

    /// <summary>Default: none, no login.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The sender. Default: <c>limn@localhost</c>.</summary>
    [EmailAddress]
    public string From { get; set; } = "limn@localhost";

    public bool IsSet => Host.Length > 0;
}
