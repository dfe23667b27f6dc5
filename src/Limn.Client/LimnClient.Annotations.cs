using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Limn.Client.Http;
using Limn.Client.Json;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>
    /// Stores an answer in the place of what the task holds. To add to it, read the task first and merge with
    /// <see cref="AnswerMerge"/>.
    /// </summary>
    /// <param name="taskId">The task's id.</param>
    /// <param name="answer">The whole new answer.</param>
    /// <param name="annotate">How to store it; null to store and nothing more.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The task as the hub has it now.</returns>
    public async Task<LabelTask> AnnotateAsync(
        string taskId, Answer answer, AnnotateOptions? annotate = null, CancellationToken cancellationToken = default)
    {
        annotate ??= new AnnotateOptions();
        var body = new JsonObject
        {
            ["answer"] = AnswerJson.ToObjects(answer),
            ["brushDataUrl"] = annotate.BrushDataUrl,
            ["medicalBrushDataUrl"] = annotate.MedicalBrushDataUrl,
            ["duration"] = (long)annotate.Duration.TotalMilliseconds,
        };
        var call = Post($"/v2/annotate/{Segment(taskId)}", body) with
        {
            Query = new Query().Add("nextStage", annotate.NextStage).Add("isPlugin", annotate.IsPlugin),
        };
        return await FetchAsync<LabelTask>(call, "label", cancellationToken);
    }

    /// <summary>Accepts or rejects a task that stands in a review stage.</summary>
    /// <param name="taskId">The task's id.</param>
    /// <param name="status">The verdict.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When the task has moved.</returns>
    public Task ReviewAsync(string taskId, ReviewStatus status, CancellationToken cancellationToken = default) =>
        PostAsync($"/v2/review/{Segment(taskId)}", new JsonObject { ["reviewStatus"] = status.ToString() }, cancellationToken);
}
