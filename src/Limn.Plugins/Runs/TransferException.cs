namespace Limn.Plugins.Runs;

/// <summary>Getting the input of a run or storing its result failed; the author's function is not to blame.</summary>
internal sealed class TransferException(string step, Exception inner) : Exception($"{step}: {inner.Message}", inner)
{
    /// <summary>Runs a step and names it in the failure. Cancellation passes as it is.</summary>
    internal static async Task<T> GuardAsync<T>(string step, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new TransferException(step, e);
        }
    }
}
