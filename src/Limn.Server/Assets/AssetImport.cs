using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>An import of assets, as it was asked for.</summary>
/// <param name="Body">Can be read twice.</param>
/// <param name="Batches">For assets that name none of their own.</param>
/// <param name="Origin">Where the caller reaches the server, for the addresses of copied files.</param>
internal sealed record AssetImportCall(
    Stream Body, ProjectAccess Project, Caller Caller, IReadOnlyList<BatchPlace> Batches, BatchNames Names, string Origin)
{
    /// <summary>Filled as the assets are written.</summary>
    public AssetLabelReport Report { get; } = new();
}

/// <summary>
/// Imports a list of assets of any length. It is read through and checked as a whole first, so that an error anywhere creates nothing; then it
/// is written in chunks, each in a transaction of its own, so that others write in between.
/// </summary>
internal sealed partial class AssetImport(LimnDb db, AssetWriter writer, Limits limits, TimeProvider clock, ILogger<AssetImport> log)
{
    private const string ListKey = "assets";
    private const int ChunkSize = 10_000;
    private const int ChunkLetters = 16 << 20;
    private const int MostProblems = 100;

    public async Task<Reply<ImportedAssets>> RunAsync(AssetImportCall call, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var list = NewReader(call);
        await CheckAsync(call, list, problems, cancellationToken);
        var settings = ReadSettings(call.Caller, list.Rest, problems);
        if (!list.HasArray)
        {
            return Refusal.BadRequest($"Give {ListKey}, a list.");
        }

        if (problems.Count > 0)
        {
            return Refusal.BadRequest($"Nothing was imported. {problems[0].Path}: {problems[0].Message}", problems);
        }

        call.Body.Position = 0;
        return await WriteAsync(call, settings, NewReader(call));
    }

    private JsonArrayReader NewReader(AssetImportCall call) => new(call.Body, limits.JsonDepth, limits.AnswerBytes, ListKey);

    private async Task CheckAsync(AssetImportCall call, JsonArrayReader list, List<Problem> problems, CancellationToken cancellationToken)
    {
        await foreach (var chunk in ChunksAsync(call, list, problems, cancellationToken))
        {
            foreach (var entry in await FindNeverUploadedAsync(call, chunk, cancellationToken))
            {
                problems.Add(new Problem($"{entry.Path}.data", "Nothing was uploaded to this address yet."));
            }

            if (problems.Count >= MostProblems)
            {
                return;
            }
        }
    }

    private async Task<List<AssetEntry>> FindNeverUploadedAsync(AssetImportCall call, List<AssetEntry> chunk, CancellationToken cancellationToken)
    {
        var missing = new List<AssetEntry>();
        foreach (var part in chunk.Where(entry => entry.FileKey is not null).Chunk(AssetWriter.KeysPerQuery))
        {
            var keys = part.Select(entry => entry.FileKey!).ToList();
            var pending = await db.Files.VisibleIn(call.Project).Where(file => keys.Contains(file.Key) && file.StoredAt == null)
                .Select(file => file.Key).ToHashSetAsync(cancellationToken);
            missing.AddRange(part.Where(entry => pending.Contains(entry.FileKey!)));
        }

        return missing;
    }

    // Not cancelled with the request: who lost the connection would not know how far it came.
    private async Task<Reply<ImportedAssets>> WriteAsync(AssetImportCall call, AssetImportSettings settings, JsonArrayReader list)
    {
        var created = 0;
        await foreach (var chunk in ChunksAsync(call, list, [], CancellationToken.None))
        {
            try
            {
                if (await writer.WriteAsync(call, settings, chunk, CancellationToken.None) is { } refusal)
                {
                    return refusal with { Message = $"{created} assets were created. {refusal.Message}" };
                }
            }
            catch (Exception exception) when (created > 0)
            {
                LogImportStopped(exception, call.Project.ProjectId, created);
                return new Refusal(
                    StatusCodes.Status500InternalServerError, $"The server failed after {created} assets were created. Import those from assets[{created}] on again.");
            }

            created += chunk.Count;
        }

        return new ImportedAssets(created, created, call.Report.Found, call.Report.Valid, call.Report.Problems is { Count: > 0 } problems ? problems : null);
    }

    private async IAsyncEnumerable<List<AssetEntry>> ChunksAsync(
        AssetImportCall call, JsonArrayReader list, List<Problem> problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<AssetEntry>();
        var index = 0;
        var letters = 0;
        var context = new AssetContext(call.Names, limits.ToAnswerLimits());
        await foreach (var document in list.ReadAsync(cancellationToken))
        {
            using (document)
            {
                if (AssetEntry.Read(document.RootElement, $"{ListKey}[{index++}]", context, problems) is { } entry)
                {
                    chunk.Add(entry);
                    letters += (entry.Labels?.Size ?? 0) + entry.Data.Length + entry.ContextData.Utf8.Length + entry.Metadata.Utf8.Length + entry.Attachments.Utf8.Length
                        + entry.Dataset.Utf8.Length + entry.Overlay.Utf8.Length;
                }
            }

            if (chunk.Count == ChunkSize || letters >= ChunkLetters || problems.Count >= MostProblems)
            {
                yield return chunk;
                chunk = [];
                letters = 0;
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private AssetImportSettings ReadSettings(Caller caller, IReadOnlyDictionary<string, JsonElement> rest, List<Problem> problems)
    {
        var priority = 0;
        if (rest.TryGetValue("priority", out var given) && given.ValueKind != JsonValueKind.Null && !AssetEntry.IsPriority(given, out priority))
        {
            problems.Add(new Problem("priority", AssetEntry.PriorityForm));
        }

        var copies = rest.TryGetValue("uploadLocal", out var text)
            && (text.ValueKind == JsonValueKind.True
                || (text.ValueKind == JsonValueKind.String && text.ValueEquals("true")));
        var import = caller.Run?.SessionId.ToString() ?? Id.New<AssetImport>(clock).ToString();
        return new AssetImportSettings(copies, priority, new LabelAuthor(caller.Email, import, KeepsUnknownClasses: false));
    }

    [LoggerMessage(EventId = EventIds.ImportStopped, Level = LogLevel.Error, Message = "Import of assets into project {Project} stopped after {Created}")]
    private partial void LogImportStopped(Exception exception, ProjectId project, int created);
}

/// <param name="CopiesFiles">Files elsewhere are copied into the server's own store.</param>
/// <param name="Priority">For assets that have none of their own.</param>
/// <param name="Author">Who the labels of the assets are from.</param>
internal sealed record AssetImportSettings(bool CopiesFiles, int Priority, LabelAuthor Author);
