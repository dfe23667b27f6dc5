using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Limn.Client.Files;

/// <summary>The body of an import, written while its lines are read.</summary>
internal sealed class LabelsContent : HttpContent
{
    private const int FlushSize = 64 * 1024;

    private readonly string projectId;
    private readonly IAsyncEnumerable<JsonObject> labels;

    internal LabelsContent(string projectId, IAsyncEnumerable<JsonObject> labels)
    {
        this.projectId = projectId;
        this.labels = labels;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("project"u8, projectId);
        json.WriteStartArray("jsonContent"u8);
        await foreach (var label in labels.WithCancellation(cancellationToken))
        {
            label.WriteTo(json);
            if (json.BytesPending > FlushSize)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
