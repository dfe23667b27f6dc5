using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>Why a request was refused, in the words and numbers of the reference implementation.</summary>
internal sealed record EngineError(int Status, int Code, string Message)
{
    public static readonly EngineError UnknownTransport = new(StatusCodes.Status400BadRequest, 0, "Transport unknown");
    public static readonly EngineError UnknownSession = new(StatusCodes.Status400BadRequest, 1, "Session ID unknown");
    public static readonly EngineError BadHandshakeMethod = new(StatusCodes.Status400BadRequest, 2, "Bad handshake method");
    public static readonly EngineError BadRequest = new(StatusCodes.Status400BadRequest, 3, "Bad request");
    public static readonly EngineError Forbidden = new(StatusCodes.Status403Forbidden, 4, "Forbidden");
    public static readonly EngineError UnsupportedVersion = new(StatusCodes.Status400BadRequest, 5, "Unsupported protocol version");
    public static readonly EngineError TooLarge = new(StatusCodes.Status413PayloadTooLarge, 3, "Payload too large");
    public static readonly EngineError AddressFull = new(StatusCodes.Status429TooManyRequests, 4, "Too many sessions");
    public static readonly EngineError ServerFull = new(StatusCodes.Status503ServiceUnavailable, 4, "Server full");
}

/// <summary>Writes answers to polling requests.</summary>
internal static class EngineResponse
{
    public static readonly byte[] Ok = "ok"u8.ToArray();

    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task RefuseAsync(HttpContext context, EngineError error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { code = error.Code, message = error.Message }, context.RequestAborted);
    }
}
