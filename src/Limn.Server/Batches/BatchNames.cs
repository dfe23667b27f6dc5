using System.Text.Json;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Batches;

/// <summary>A project's batches, found by id or by name as callers write them.</summary>
internal sealed class BatchNames
{
    private readonly Dictionary<string, BatchPlace> byText;

    public BatchNames(List<BatchPlace> batches)
    {
        byText = batches.ToDictionary(batch => batch.Id.ToString());

        // A name that looks like another batch's id means that batch.
        foreach (var batch in batches)
        {
            byText.TryAdd(batch.Name, batch);
        }
    }

    public static async Task<BatchNames> ReadAsync(LimnDb db, ProjectId project, CancellationToken cancellationToken) =>
        new(await db.Batches.Where(batch => batch.ProjectId == project).Select(batch => new BatchPlace(batch.Id, batch.Name, batch.Rank))
            .ToListAsync(cancellationToken));

    /// <summary>The batches that <paramref name="texts"/> name, each once; those that name none are added to <paramref name="unknown"/>.</summary>
    public List<BatchPlace> Find(IEnumerable<string> texts, List<string> unknown)
    {
        var found = new List<BatchPlace>();
        foreach (var text in texts)
        {
            if (!byText.TryGetValue(text, out var batch))
            {
                unknown.Add(text);
            }
            else if (!found.Contains(batch))
            {
                found.Add(batch);
            }
        }

        return found;
    }

    /// <summary>Reads a query parameter: a JSON array of texts, or texts with commas.</summary>
    public static Reply<List<string>> ReadParameter(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new List<string>();
        }

        if (!text.TrimStart().StartsWith('['))
        {
            return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        }

        try
        {
            return JsonSerializer.Deserialize<List<string>>(text) is { } texts && !texts.Contains(null!)
                ? texts
                : Refusal.BadRequest("batches is a JSON array of ids or names.");
        }
        catch (JsonException)
        {
            return Refusal.BadRequest("batches is a JSON array of ids or names.");
        }
    }
}

/// <summary>A batch, and its place in the order of the queues.</summary>
internal sealed record BatchPlace(BatchId Id, string Name, int Rank);
