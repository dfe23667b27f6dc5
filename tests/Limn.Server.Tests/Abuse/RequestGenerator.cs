using System.Collections.Immutable;
using System.Text;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Permissions;

namespace Limn.Server.Tests.Abuse;

/// <summary>Makes one hostile request after another for the routes of a server.</summary>
internal sealed class RequestGenerator(IReadOnlyList<SampleRoute> routes, SampleBodies bodies, HostileFiles files, HostileValues values)
{
    private static readonly string[] WellKnownParameters =
        ["project", "page", "limit", "sort", "filter", "filters", "fields", "name", "type", "stage", "batches", "taskTypes", "format", "updatedAt", "createdAt", "t", "scope", "EIO", "transport", "sid"];

    private static readonly string[] ContentTypes =
    [
        "Content-Type: application/json", "Content-Type: application/json; charset=utf-8", "Content-Type: application/json; charset=utf-16",
        "Content-Type: application/json; charset=nonsense", "Content-Type: text/plain", "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: application/x-www-form-urlencoded", "Content-Type: ;;;", "Content-Type: */*", "Content-Type: application/problem+json",
    ];

    private static readonly string[] OddHeaders =
    [
        "Range: bytes=0-", "Range: bytes=5-2", "Range: bytes=-9999999999999999999", "Range: bytes=0-0,1-1,2-2", "If-None-Match: \"", "If-None-Match: *",
        "If-Modified-Since: yesterday", "If-Range: x", "Accept: text/html", "Accept: */*;q=2", "Accept-Encoding: gzip, br;q=x", "Accept-Language: ,;", "Cookie: limn=%%%; a=b;;=",
        "Cookie: .AspNetCore.Antiforgery=x", "Origin: null", "Origin: https://evil.example.org", "x-csrf-token: \u00ff", "X-Forwarded-For: 1,2,,", "X-Forwarded-Host: evil",
        "Content-Encoding: gzip", "Expect: 100-continue", "Upgrade: websocket", "Referer: \u00e9", "Authorization: Bearer x", "Authorization: Basic !!!", "X-HTTP-Method-Override: DELETE",
        "Sec-WebSocket-Key: x", "traceparent: 00-zz-zz-00", "baggage: ====",
    ];

    private static readonly string[] BrokenHeaders =
    [
        "Content-Length: 99999999", "Content-Length: -1", "Content-Length: x", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Host: a", "X: \u0001", "no colon",
        ": empty", "Content-Length: 1\r\nContent-Length: 2", "X: ",
    ];

    private static readonly string[] SortKeys = ["createdAt", "-createdAt", "priority", "externalId", "-updatedAt", "_id", "stage", "name", "-", "+", "nothing"];

    private static readonly string[] FilterFields = [.. TaskFields.Names.Split(", "), "data", "_id", "stage_type", "review_status", "taskType", "__", "nothing"];

    private static readonly string[] FilterOperators =
        ["eq", "$ne", "in", "nin", "all", "gt", "gte", "lt", "lte", "from", "to", "contains", "notContains", "startsWith", "endsWith", "regex", "exists", "isEmpty", "like"];

    /// <summary>What it deletes may be the project, or the key, of all further requests.</summary>
    public static bool Spoils(HostileRequest request) =>
        request.Path.EndsWith("/account/apiKey", StringComparison.Ordinal) || (request.Method == "DELETE" && request.Path.Count(letter => letter == '/') == 3);

    public HostileRequest Next(AbuseTarget target)
    {
        var world = target.World;
        var route = values.Pick(routes);
        if (route.Pattern.StartsWith("/files/", StringComparison.Ordinal) && values.Chance(0.8))
        {
            return File(target, route.Method);
        }

        var user = world[values.Chance(0.85) ? Role.Owner : values.Pick(Enum.GetValues<Role>())];
        var body = Body(route, world);
        var request = new HostileRequest(
            Method(route), Path(route, world, user), Query(route, world), [Key(user), .. Headers(body.Length > 0)], body, IsBroken: false);
        return values.Chance(0.04) ? Break(request) : request;
    }

    private HostileRequest File(AbuseTarget target, string method) => new(
        method, target.UploadPath, [values.Chance(0.8) ? target.UploadQuery : $"t={values.AddressText()}"], [.. Headers(hasBody: false), Key(target.World[Role.Owner])],
        method == "PUT" ? files.Next() : [], IsBroken: false);

    private string Method(SampleRoute route) => values.Chance(0.03) ? values.Pick(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO"]) : route.Method;

    private string Path(SampleRoute route, TestWorld world, TestUser user)
    {
        var parts = RouteSamples.Path(route, world, user).Split('/');
        if (values.Chance(0.12))
        {
            parts[values.Next(parts.Length - 1) + 1] = values.AddressText();
        }

        return string.Join('/', parts);
    }

    private ImmutableList<string> Query(SampleRoute route, TestWorld world)
    {
        var known = bodies.Parameters(route.Pattern, route.Method);
        var query = ImmutableList.CreateBuilder<string>();
        if (route.Method is "GET" or "DELETE" && values.Chance(0.8))
        {
            query.Add($"project={world.ProjectId}");
        }

        for (var count = values.Next(4); count > 0; count--)
        {
            var name = known.Count > 0 && values.Chance(0.8) ? values.Pick(known) : values.Pick(WellKnownParameters);
            query.Add($"{Uri.EscapeDataString(name)}={(values.Chance(0.7) ? Likely(name) : null) ?? values.AddressText()}");
        }

        if (values.Chance(0.03))
        {
            query.Add(values.AddressText());
        }

        return query.ToImmutable();
    }

    /// <summary>A value that comes past the first check of the parameter; null where none is known.</summary>
    private string? Likely(string name) => name switch
    {
        "filter" or "filters" => Uri.EscapeDataString($"{{{string.Join(',', Enumerable.Range(0, values.Next(4)).Select(_ => Condition()))}}}"),
        "sort" => string.Join(',', Enumerable.Range(0, values.Next(900)).Select(_ => values.Pick(SortKeys))),
        "updatedAt" or "createdAt" => Uri.EscapeDataString($"{{\"{values.Pick(["$gt", "$lte", "$lt", "$eq"])}\":{(values.Chance(0.5) ? values.Text() : values.Json())}}}"),
        "stage" or "batches" or "taskTypes" => Uri.EscapeDataString(values.Chance(0.5) ? $"[{values.Text()}]" : values.Json()),
        _ => null,
    };

    private string Condition()
    {
        var value = values.Chance(0.5) ? values.Text() : values.Json();
        return $"\"{values.Pick(FilterFields)}\":{(values.Chance(0.7) ? $"{{\"{values.Pick(FilterOperators)}\":{value}}}" : value)}";
    }

    private string Key(TestUser user) => values.Chance(0.95)
        ? $"apikey: {user.ApiKey}"
        : values.Pick(["X-None: 1", "apikey:", "apikey: x", $"apikey: {new string('k', 3000)}", "apikey: \u00ff\u00fe", "apikey: lrk_x", $"apikey: {user.ApiKey}, {user.ApiKey}"]);

    private IEnumerable<string> Headers(bool hasBody)
    {
        if (hasBody)
        {
            yield return values.Chance(0.92) ? ContentTypes[0] : values.Pick(ContentTypes);
        }

        while (values.Chance(0.1))
        {
            yield return values.Pick(OddHeaders);
        }
    }

    private byte[] Body(SampleRoute route, TestWorld world)
    {
        if (route.Method is "GET" or "HEAD" && values.Chance(0.95))
        {
            return [];
        }

        if (values.Chance(0.08))
        {
            return values.Garbage();
        }

        var json = bodies.For(route.Pattern, route.Method) ?? (values.Chance(0.8) ? "" : values.Json());
        var bytes = Encoding.UTF8.GetBytes(json.Replace("$p", world.ProjectId.ToString(), StringComparison.Ordinal)
            .Replace("$a", world.AssetId.ToString(), StringComparison.Ordinal).Replace("$t", world.TaskId.ToString(), StringComparison.Ordinal)
            .Replace("$s", world.SessionId.ToString(), StringComparison.Ordinal));
        return values.Chance(0.1) ? values.Bend(bytes) : bytes;
    }

    private HostileRequest Break(HostileRequest request)
    {
        var header = values.Pick(BrokenHeaders);
        header = header == "X: " ? header + new string('x', 70_000) : header;
        return request with { Headers = request.Headers.Add(header), IsBroken = true };
    }
}
