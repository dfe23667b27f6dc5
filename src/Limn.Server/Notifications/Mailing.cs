using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Limn.Server.Notifications;

/// <summary>A mail to be sent.</summary>
internal sealed record Mail(string To, string Subject, string Text);

internal static class Mailing
{
    public const string SendKind = "mail.send";

    /// <summary>Adds a mail to a change; it is sent after the commit, and again while the mail server cannot be reached.</summary>
    public static void SendMail(this Write write, Mail mail) => write.Then(SendKind, mail.To, mail);
}

/// <summary>Sends mails by SMTP.</summary>
internal sealed class MailSender(IOptions<MailOptions> options) : IOutboxHandler
{
    private const int MillisecondsPerCommand = 30_000;
    private const int ImplicitTlsPort = 465;

    public string Kind => Mailing.SendKind;

    public async Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (!settings.IsSet)
        {
            // The operator took the mail server away: what was to be sent is dropped with its message.
            return;
        }

        using var client = new SmtpClient { Timeout = MillisecondsPerCommand };
        await client.ConnectAsync(settings.Host, settings.Port, SecurityOf(settings), cancellationToken);
        if (settings.User.Length > 0)
        {
            await client.AuthenticateAsync(settings.User, settings.Password, cancellationToken);
        }

        foreach (var mail in messages.Select(message => message.Payload.To<Mail>()!))
        {
            await client.SendAsync(Compose(mail, settings.From), cancellationToken);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static SecureSocketOptions SecurityOf(MailOptions settings) => settings switch
    {
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        { RequireTls: true } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    private static MimeMessage Compose(Mail mail, string from) => new(
        [MailboxAddress.Parse(from)], [MailboxAddress.Parse(mail.To)], mail.Subject, new TextPart("plain") { Text = mail.Text });
}
