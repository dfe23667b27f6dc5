using System.Text.Json.Nodes;
using System.Threading.Channels;
using Limn.Annotations.Answers;
using Limn.Client;
using Limn.Plugins.Runs;

namespace Limn.Plugins;

/// <summary>
/// A plugin that labels one asset. In the editor its labels are shown to whoever asked for them; in a workflow stage they are
/// stored and the task moves on, <see cref="PluginOptions.WorkflowConcurrency"/> tasks at a time.
/// </summary>
public sealed class ModelPlugin : PluginBase
{
    private const int LongestQueue = 1000;

    private readonly Func<ModelContext, CancellationToken, Task<AnnotationPayload>> predict;
    private readonly Channel<PluginRun> queue = Channel.CreateBounded<PluginRun>(LongestQueue);
    private readonly Lazy<Task> workers;

    /// <summary>Makes the plugin; nothing starts yet.</summary>
    /// <param name="options">Who it is and how it behaves.</param>
    /// <param name="predict">Labels the asset. A failing task is reported, and the next one taken.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public ModelPlugin(PluginOptions options, Func<ModelContext, CancellationToken, Task<AnnotationPayload>> predict)
        : base(options)
    {
        this.predict = predict;
        workers = new Lazy<Task>(() => Task.WhenAll(Enumerable.Range(0, options.WorkflowConcurrency).Select(_ => Task.Run(WorkAsync))));
    }

    /// <summary>A task of a workflow stage is acknowledged as soon as it is in the queue, and waits for a place there.</summary>
    private protected override async Task<RunOutcome> DispatchAsync(PluginRun run)
    {
        if (!new ModelContext(run).IsWorkflow)
            return await base.DispatchAsync(run);
        _ = workers.Value;
        try
        {
            await queue.Writer.WriteAsync(run, run.Token);
            return RunOutcome.Accepted;
        }
        catch (OperationCanceledException)
        {
            return await ExecuteAsync(run, null);
        }
    }

    private protected override async Task<RunOutcome> HandleAsync(PluginRun run)
    {
        var context = new ModelContext(run);
        var payload = await predict(context, run.Token)
            ?? throw new InvalidOperationException("The model function returned no result.");
        var answer = FiniteAnswer.Clean(payload.Answer, run.Logger);
        if (!context.Overwrite)
            answer = await MergeAsync(run, context.TaskId, answer);
        if (!context.IsWorkflow)
            return await AnswerAsync(run, ToResponse(answer));
        await TransferException.GuardAsync("Error storing the labels", () => StoreAsync(run, context.TaskId, answer, payload));
        return RunOutcome.Delivered;
    }

    private async Task WorkAsync()
    {
        await foreach (var run in queue.Reader.ReadAllAsync())
            await ExecuteAsync(run, null);
    }

    private static async Task<Answer> MergeAsync(PluginRun run, string taskId, Answer added)
    {
        var task = await TransferException.GuardAsync("Error reading the task", () => run.Client.GetTaskAsync(taskId, run.Token));
        return task.Answer is { } existing ? Answer.Parse(AnswerMerge.Merge(added.ToUtf8(), existing.ToUtf8())) : added;
    }

    private static Task<LabelTask> StoreAsync(PluginRun run, string taskId, Answer answer, AnnotationPayload payload)
    {
        var annotate = new AnnotateOptions
        {
            NextStage = true,
            IsPlugin = true,
            BrushDataUrl = payload.BrushDataUrl,
            MedicalBrushDataUrl = payload.MedicalBrushDataUrl,
        };
        return run.Client.AnnotateAsync(taskId, answer, annotate, run.Token);
    }

    private static JsonObject ToResponse(Answer answer)
    {
        var json = JsonNode.Parse(answer.ToUtf8())!.AsObject();
        return new JsonObject
        {
            ["objects"] = json["tools"]!.DeepClone(),
            ["classifications"] = json["classifications"]!.DeepClone(),
            ["relations"] = json["relations"]!.DeepClone(),
        };
    }
}
