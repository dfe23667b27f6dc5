using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Limn.Plugins.Testing;

/// <summary>The REST calls of runs, and the files behind them.</summary>
internal sealed class HubApi(ConcurrentDictionary<string, FakeRun> runs, Interference interference, string folder)
{
    internal ConcurrentDictionary<string, Func<JsonNode?, JsonNode>> Answers { get; } = new();

    /// <summary>What is served to anybody, by path.</summary>
    internal ConcurrentDictionary<string, byte[]> Files { get; } = new();

    internal void Map(WebApplication app, Func<Uri> address)
    {
        app.Map("/v2/{**rest}", context => AnswerAsync(context, address()));
        app.Map("/files/{session}/{name}", AnswerFileAsync);
        app.MapFallback("/{**path}", context =>
            (Files.TryGetValue(context.Request.Path, out var content) ? Results.Bytes(content) : Results.NotFound()).ExecuteAsync(context));
    }

    private async Task AnswerAsync(HttpContext context, Uri address)
    {
        var run = runs.Values.FirstOrDefault(r => r.ApiKey == context.Request.Headers["apikey"].ToString());
        var result = run is null
            ? HubReply.Refuse(401, "Invalid API KEY").ToResult()
            : await AnswerAsync(run, context.Request, address);
        await result.ExecuteAsync(context);
    }

    private async Task<IResult> AnswerAsync(FakeRun run, HttpRequest request, Uri address)
    {
        var call = new HubCall(request.Method, request.Path, request.QueryString.Value ?? "", await ReadBodyAsync(request));
        run.AddCall(call);
        if (PhaseOf(call) is { } phase && await interference.AtAsync(phase, run) is { } reply)
            return reply.ToResult();
        return $"{call.Method} {call.Path}" switch
        {
            "GET /v2/export" => await ExportAsync(run, address),
            "GET /v2/getUploadUrl" => UploadUrl(run, request.Query, address),
            "GET /v2/getSignedUrl" => SignedUrl(request.Query),
            "POST /v2/pluginLog" => Take(call, run.AddLine, "logged"),
            "POST /v2/pluginResponse" => Take(call, run.Respond, "received"),
            var known when Answers.TryGetValue(known, out var answer) => Success(answer(call.Body)),
            _ => HubReply.Refuse(404, $"This hub knows no {call.Method} {call.Path}.").ToResult(),
        };
    }

    private static HubPhase? PhaseOf(HubCall call) => call.Path switch
    {
        "/v2/export" => HubPhase.Exporting,
        "/v2/getUploadUrl" => HubPhase.AskingForUpload,
        "/v2/getSignedUrl" => HubPhase.Signing,
        "/v2/pluginLog" => HubPhase.Logging,
        "/v2/pluginResponse" => HubPhase.Responding,
        _ => null,
    };

    /// <summary>Records go to the disk one by one, so that an export may be larger than the memory.</summary>
    private async Task<IResult> ExportAsync(FakeRun run, Uri address)
    {
        var count = 0;
        await using (var file = File.Create(PathOf(run, "export.zip")))
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        await using (var text = new StreamWriter(zip.CreateEntry("export.ndjson", CompressionLevel.Fastest).Open()))
        {
            foreach (var record in run.Input?.Records ?? [])
            {
                await text.WriteAsync(count++ == 0 ? "" : "\n");
                await text.WriteAsync(record);
            }
        }

        var data = new JsonObject { ["exportPath"] = $"{address}files/{run.Session}/export.zip?t=export" };
        if (run.Input?.TellsTaskCount == true)
            data["taskCount"] = count;
        return Success(data);
    }

    private static IResult UploadUrl(FakeRun run, IQueryCollection query, Uri address)
    {
        if (query["name"].ToString() is not { Length: > 0 } name || query["project"].Count == 0 || query["type"].Count == 0)
            return HubReply.Refuse(400, "name, project and type are needed").ToResult();
        run.StoredName = name;
        return Success(new JsonObject { ["uploadUrl"] = $"{address}files/{run.Session}/{Uri.EscapeDataString(name)}?t=upload" }, 201);
    }

    private static IResult SignedUrl(IQueryCollection query) =>
        Success(new JsonObject { ["signedUrl"] = $"{query["name"].ToString().Split('?')[0]}?t=download" }, 201);

    private static IResult Take(HubCall call, Action<JsonObject> take, string confirmation)
    {
        if (call.Body is JsonObject body)
            take(body);
        return Success(new JsonObject { ["response"] = new JsonObject { [confirmation] = true } });
    }

    private async Task AnswerFileAsync(HttpContext context)
    {
        var session = context.Request.RouteValues["session"]!.ToString()!;
        var name = context.Request.RouteValues["name"]!.ToString()!;
        var result = !runs.TryGetValue(session, out var run) ? Results.NotFound()
            : context.Request.Method == "PUT" ? await StoreAsync(run, context.Request)
            : await ServeAsync(run, name);
        await result.ExecuteAsync(context);
    }

    private async Task<IResult> ServeAsync(FakeRun run, string name)
    {
        if (name == "export.zip" && await interference.AtAsync(HubPhase.Downloading, run) is { } reply)
            return reply.ToResult();
        var path = PathOf(run, name == "export.zip" ? name : "result");
        return File.Exists(path)
            ? Results.File(path, entityTag: new EntityTagHeaderValue("\"1\""), enableRangeProcessing: true)
            : Results.NotFound();
    }

    /// <summary>As strict as a store that checks signatures: a length, and no header that was not signed.</summary>
    private async Task<IResult> StoreAsync(FakeRun run, HttpRequest request)
    {
        if (await interference.AtAsync(HubPhase.Uploading, run) is { } refusal)
            return refusal.ToResult();
        if (request.ContentLength is null || request.ContentType is not null || request.Headers.ContainsKey("apikey"))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var path = PathOf(run, "result");
        await using (var file = File.Create(path))
            await request.Body.CopyToAsync(file);
        run.ResultPath = path;
        return await interference.AtAsync(HubPhase.Uploaded, run) is { } reply ? reply.ToResult() : Results.Ok();
    }

    private string PathOf(FakeRun run, string name) => Path.Combine(folder, $"{run.Session}-{name}");

    private static async Task<JsonNode?> ReadBodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Success(JsonNode data, int status = StatusCodes.Status200OK) =>
        new HubReply(status, new JsonObject { ["status"] = "success", ["data"] = data }.ToJsonString()).ToResult();
}
