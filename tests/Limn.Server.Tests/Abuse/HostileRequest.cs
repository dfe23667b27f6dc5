using System.Collections.Immutable;
using System.Text;

namespace Limn.Server.Tests.Abuse;

/// <summary>A request as it goes over the wire, in pieces that can be left out one by one.</summary>
/// <param name="Query">Pieces such as <c>page=1</c>, escaped or wrongly so.</param>
/// <param name="Headers">Whole lines.</param>
/// <param name="IsBroken">It is not even HTTP: the web server may refuse it by itself, without our envelope.</param>
internal sealed record HostileRequest(
    string Method, string Path, ImmutableList<string> Query, ImmutableList<string> Headers, byte[] Body, bool IsBroken)
{
    private string Target => Query.IsEmpty ? Path : $"{Path}?{string.Join('&', Query)}";

    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var header in Headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (!Headers.Exists(header => header.StartsWith("Content-Length", StringComparison.Ordinal) || header.StartsWith("Transfer-Encoding", StringComparison.Ordinal))
            && (Body.Length > 0 || Method is "POST" or "PUT" or "PATCH"))
        {
            head.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    /// <summary>Smaller requests of the same kind, to find out which part of this one matters.</summary>
    public IEnumerable<HostileRequest> Simpler()
    {
        foreach (var part in Query)
        {
            yield return this with { Query = Query.Remove(part) };
        }

        foreach (var header in Headers.Where(header => !header.StartsWith("apikey", StringComparison.OrdinalIgnoreCase)))
        {
            yield return this with { Headers = Headers.Remove(header) };
        }

        for (var size = Body.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= Body.Length; start += size)
            {
                yield return this with { Body = [.. Body[..start], .. Body[(start + size)..]] };
            }
        }
    }

    public override string ToString()
    {
        var body = Encoding.UTF8.GetString(Body);
        var shown = body.Length > 2_000 ? $"{body[..2_000]}… ({Body.Length} bytes)" : body;
        return $"{Method} {Target}\n{string.Join('\n', Headers)}\n\n{shown}\n(body in hex, the first 200 bytes: {Convert.ToHexString(Body.AsSpan(0, Math.Min(Body.Length, 200)))})";
    }
}
