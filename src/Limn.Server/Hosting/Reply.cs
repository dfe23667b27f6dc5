using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Limn.Server.Hosting;

/// <summary>The envelope of a success: <c>{"status":"success","data":{...}}</c>.</summary>
public sealed record Envelope<TData>(string Status, TData Data)
    where TData : notnull;

/// <summary>
/// The envelope of a failure. It never holds the key <c>data</c>, by whose absence clients know a failure, and <c>error</c> is always an
/// object.
/// </summary>
public sealed record ErrorEnvelope(string Status, string Message, ErrorInfo Error);

/// <summary>Details of a failure.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Problems">Everything that is wrong with the request, where there is more to say than the message.</param>
/// <param name="Revision">The revision in force of an answer that the request would have overwritten.</param>
public sealed record ErrorInfo(
    int StatusCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Problem>? Problems = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Revision = null);

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Path">Where in the body, for example <c>stages[2].next[0]</c>.</param>
/// <param name="Message">What to change.</param>
/// <param name="Code">A short code where the format's documents define one, for example <c>C1</c>.</param>
public sealed record Problem(
    string Path, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null)
{
    /// <summary>The object, classification or relation to look at, where a rule of the category schema is broken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ObjectId { get; init; }

    /// <summary>The class whose rule it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SchemaId { get; init; }

    /// <summary>The page of the object.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }
}

/// <summary>Why a request is not carried out; an expected outcome, not an exception.</summary>
public sealed record Refusal(int StatusCode, string Message, IReadOnlyList<Problem>? Problems = null)
{
    /// <inheritdoc cref="ErrorInfo.Revision"/>
    public int? Revision { get; init; }

    public static Refusal BadRequest(string message, IReadOnlyList<Problem>? problems = null) =>
        new(StatusCodes.Status400BadRequest, message, problems);

    public static Refusal Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, message);

    public static Refusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static Refusal NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static Refusal Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    public static Refusal TooLarge(string message) => new(StatusCodes.Status413PayloadTooLarge, message);

    public static Refusal TooMany(string message) => new(StatusCodes.Status429TooManyRequests, message);

    public ErrorEnvelope ToEnvelope() =>
        new(StatusCode < 500 ? "fail" : "error", Message, new ErrorInfo(StatusCode, Problems, Revision));

    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCode;
        return http.Response.WriteAsJsonAsync(ToEnvelope(), Json.Options, http.RequestAborted);
    }
}

/// <summary>What an operation led to: a value, or why it was refused. As the result of an endpoint it writes the envelope.</summary>
public readonly record struct Reply<TData> : IResult, IEndpointMetadataProvider
    where TData : notnull
{
    private Reply(TData? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>Null exactly when the operation was carried out.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Set where <see cref="Refusal"/> is null.</summary>
    public TData? Value { get; }

    public static implicit operator Reply<TData>(TData value) => new(value, null);

    public static implicit operator Reply<TData>(Refusal refusal) => new(default, refusal);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Envelope<TData>), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ErrorEnvelope), ["application/json"]));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Refusal is not null)
        {
            return Refusal.WriteAsync(httpContext);
        }

        httpContext.Response.StatusCode =
            httpContext.GetEndpoint()?.Metadata.GetMetadata<SuccessStatus>()?.StatusCode ?? StatusCodes.Status200OK;
        return httpContext.Response.WriteAsJsonAsync(new Envelope<TData>("success", Value!), Json.Options, httpContext.RequestAborted);
    }
}

/// <summary>The status of a route's success where it is not 200.</summary>
internal sealed record SuccessStatus(int StatusCode);

/// <summary>The reply of routes that have nothing to tell but that they did it.</summary>
public sealed record MessageReply(string Message);

internal static class ReplyConventions
{
    /// <summary>The route answers 201, as its documents say.</summary>
    public static RouteHandlerBuilder Creates(this RouteHandlerBuilder route) => route.WithMetadata(new SuccessStatus(StatusCodes.Status201Created));

    /// <summary>The route answers 202: the work goes on.</summary>
    public static RouteHandlerBuilder Accepts202(this RouteHandlerBuilder route) => route.WithMetadata(new SuccessStatus(StatusCodes.Status202Accepted));
}
