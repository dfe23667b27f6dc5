using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Limn.SocketIO.Transports;

/// <summary>The protocol's own parameters of a request; their order is free, others are ignored.</summary>
internal readonly record struct EngineQuery(bool IsVersion4, bool IsPolling, bool IsWebSocket, string? Sid)
{
    public static EngineQuery Read(QueryString query)
    {
        var result = default(EngineQuery);
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var value = pair.DecodeValue().Span;
            result = pair.DecodeName().Span switch
            {
                "EIO" => result with { IsVersion4 = value is "4" },
                "transport" => result with { IsPolling = value is "polling", IsWebSocket = value is "websocket" },
                "sid" => result with { Sid = value.ToString() },
                _ => result,
            };
        }
        return result;
    }
}
