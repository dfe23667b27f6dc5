namespace Limn.Plugins.Runs;

/// <summary>How the handling of a run ended. The REST connector answers by it.</summary>
internal enum RunOutcome
{
    /// <summary>The result is a value of the response.</summary>
    Answered,

    /// <summary>The result is a file in storage, told by the response.</summary>
    Delivered,

    /// <summary>The work goes on in the background and reports by itself.</summary>
    Accepted,

    /// <summary>Getting the input or storing the result failed.</summary>
    TransferFailed,

    /// <summary>The author's function failed or was cancelled.</summary>
    CallbackFailed,
}
