using Limn.Server.Workflow;

namespace Limn.Server.Tasks;

/// <summary>The wire's <c>status</c> of a task, which follows from its stage.</summary>
internal static class WireStatus
{
    public const string ToDo = "TODO";
    public const string Completed = "Completed";

    /// <summary>Accepted in filters: any task that no 3D conversion holds, which is all of them.</summary>
    public const string Ready = "READY";

    public static string Of(string stageId) => stageId == StageGraph.CompleteId ? Completed : ToDo;
}
