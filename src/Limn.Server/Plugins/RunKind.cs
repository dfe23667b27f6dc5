namespace Limn.Server.Plugins;

/// <summary>Kinds of runs: they differ in their limits and in what an acknowledgement without a response means.</summary>
internal enum RunKind
{
    Export,

    /// <summary>A model on the open task of an annotator.</summary>
    Model,

    /// <summary>A model in a stage of the workflow.</summary>
    WorkflowModel,

    /// <summary>A batch model, a Markdown generator or an Input plugin.</summary>
    Batch,

    /// <summary>A page of a file explorer.</summary>
    Browse,
}

internal static class RunKinds
{
    /// <summary>The kind of the runs that users of a plugin start.</summary>
    public static RunKind Of(PluginType type) => type switch
    {
        PluginType.Export => RunKind.Export,
        PluginType.Model => RunKind.Model,
        PluginType.BatchModel or PluginType.Markdown or PluginType.Input => RunKind.Batch,
        PluginType.FileExplorer => RunKind.Browse,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
