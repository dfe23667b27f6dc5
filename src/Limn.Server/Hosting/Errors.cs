using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Limn.Server.Hosting;

/// <summary>The one place that turns failures into answers. Bodies never hold a path, a query or a stack.</summary>
internal sealed partial class Errors(ILogger<Errors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var refusal = ToRefusal(exception);
        if (refusal is null or { StatusCode: >= 500 })
        {
            LogRequestFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
            refusal ??= new Refusal(
                StatusCodes.Status500InternalServerError, $"The server failed. Tell its operator the request id {httpContext.TraceIdentifier}.");
        }

        try
        {
            await refusal.WriteAsync(httpContext);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone meanwhile.
        }

        return true;
    }

    /// <summary>Answers without a body, such as an unknown route, get one.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context) => context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Refusal(404, "No such route.").WriteAsync(context.HttpContext),
        StatusCodes.Status405MethodNotAllowed => new Refusal(405, "This route does not take this method.").WriteAsync(context.HttpContext),
        StatusCodes.Status413PayloadTooLarge => Refusal.TooLarge("The body is too large.").WriteAsync(context.HttpContext),
        StatusCodes.Status415UnsupportedMediaType => new Refusal(415, "Send the body as application/json.").WriteAsync(context.HttpContext),
        var status => new Refusal(status, "The request was refused.").WriteAsync(context.HttpContext),
    };

    private static Refusal? ToRefusal(Exception exception) => exception switch
    {
        RefusedException refused => refused.Refusal,
        BadHttpRequestException { InnerException: JsonException json } => Refusal.BadRequest(Describe(json)),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Refusal.TooLarge("The body is larger than this server accepts."),
        BadHttpRequestException bad => new Refusal(bad.StatusCode, bad.Message),
        JsonException json => Refusal.BadRequest(Describe(json)),
        _ when Outage.Of(exception) is { } outage => outage,
        OrleansException => new Refusal(StatusCodes.Status503ServiceUnavailable, "A part of the server is being replaced. Try again in some seconds."),
        _ => null,
    };

    private static string Describe(JsonException exception)
    {
        // Byte positions count from 0, people from 1.
        var place = string.Create(
            CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}");
        if (exception.InnerException is JsonException || exception.Path is null)
        {
            return $"The body is not valid JSON: {place}.";
        }

        var message = exception.Message.Split(" Path:")[0];
        if (message.StartsWith("The JSON property", StringComparison.Ordinal))
        {
            return $"The value at {exception.Path} ({place}) is unknown here. Leave it out.";
        }

        return message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? $"The value at {exception.Path} ({place}) is of the wrong type."
            : $"{message} See {exception.Path} ({place}).";
    }

    [LoggerMessage(EventId = EventIds.RequestFailed, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private partial void LogRequestFailed(Exception exception, string method, string? endpoint);
}

/// <summary>Carries a refusal out of code that cannot return one: binding, streams under way.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
