using Limn.Annotations.Operations;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Queues;
using Problem = Limn.Annotations.Validation.Problem;

namespace Limn.Server.Annotations;

/// <summary>Saving while people work, and who works. Extensions of the API.</summary>
internal static class OperationsApi
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OperationSaves>();
        builder.Services.AddScoped<OthersChanges>();
        builder.Services.AddSingleton(TaskTopic.Rule);
        builder.Services.AddSingleton<BatchRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<BatchRetention>());
    }

    public static void MapOperations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Annotations");
        group.MapPost("/task/{taskId}/operations", Save).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Store what an editor did: batches of operations on the answer, merged with what others did meanwhile");
        group.MapPost("/task/{taskId}/presence", Announce).Needs(Permission.TaskRead, Scopes.RouteTask)
            .WithSummary("Tell the others who have the task open that the caller has, or closes it");
    }

    private static async Task<Reply<OperationsReply>> Save(
        TaskId taskId, OperationsRequest request, Caller caller, ProjectAccess project, OperationSaves saves, Limits limits, HttpContext http)
    {
        if (request.Session is not { Length: > 0 and <= Lease.LongestSession } session)
        {
            return Refusal.BadRequest("Give the session that holds the task.");
        }

        if (request.Revision < 0)
        {
            return Refusal.BadRequest("revision is the number of the last revision that you know, from 0.");
        }

        var problems = new List<Problem>();
        var batches = OperationBatch.Read(request.Batches.IsEmpty ? "null"u8.ToArray() : request.Batches.Utf8, limits.ToAnswerLimits(), problems);
        if (problems.Count > 0)
        {
            return new Refusal(
                StatusCodes.Status422UnprocessableEntity, $"Nothing was stored: {problems[0].Path}: {problems[0].Message}",
                [.. problems.Select(AnswerProblems.ToWire)]);
        }

        var save = new OperationSave
        {
            TaskId = taskId, Worker = Worker.From(caller, project), Session = session, Revision = request.Revision, Batches = batches,
            Duration = WireDuration.Read(request.Duration), Origin = http.PublicOrigin(),
        };
        return await saves.SaveAsync(save, http.RequestAborted);
    }

    private static async Task<Reply<MessageReply>> Announce(TaskId taskId, PresenceRequest request, Caller caller, LiveTopics live, TimeProvider clock)
    {
        if (request.Session is not { Length: > 0 and <= Lease.LongestSession } session)
        {
            return Refusal.BadRequest("Give the editor's session.");
        }

        var presence = new PresenceEvent(taskId, caller.Email, session, request.Mode ?? PresenceMode.Read, request.IsLeaving == true, clock.GetUtcNow());
        await live.PublishAsync(TaskTopic.Of(taskId), "presence", presence);
        return new MessageReply("The others are told.");
    }
}

/// <summary>What somebody does with a task that he has open.</summary>
internal enum PresenceMode
{
    Read,
    Edit,
    Review,
}

/// <summary>Sent when a task is opened, every 20 seconds, in answer to a newcomer, and when it is closed. Nothing is kept.</summary>
internal sealed record PresenceRequest
{
    /// <summary>The editor's session.</summary>
    public string? Session { get; init; }

    public PresenceMode? Mode { get; init; }

    /// <summary>The editor closes the task.</summary>
    public bool? IsLeaving { get; init; }
}

/// <summary>The event <c>presence</c> of the topic <c>task/{id}</c>; whoever was not heard of for 45 seconds has gone.</summary>
internal sealed record PresenceEvent(TaskId Task, string User, string Session, PresenceMode Mode, bool IsLeaving, DateTimeOffset At);
