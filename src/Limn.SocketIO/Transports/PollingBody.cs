using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>Reads the body of a POST without ever holding more than the limit.</summary>
internal static class PollingBody
{
    public static async Task<(ReadOnlyMemory<byte> Body, EngineError? Error)> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            return (default, EngineError.TooLarge);
        try
        {
            while (true)
            {
                // No token: a cancelled read would leave the reader in a state that the web server complains of.
                var read = await request.BodyReader.ReadAsync();
                if (read.Buffer.Length > limit)
                    return (default, EngineError.TooLarge);
                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return (body, null);
                }
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away. The web server must not look for the rest of the body, and the answer reaches nobody.
            request.HttpContext.Abort();
            return (default, EngineError.BadRequest);
        }
    }
}
