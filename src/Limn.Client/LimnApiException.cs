namespace Limn.Client;

/// <summary>The hub refused a call, or answered something that is no answer.</summary>
public sealed class LimnApiException : Exception
{
    internal LimnApiException(int status, string call, string serverMessage, Exception? inner = null)
        : base($"{call} answered {status}: {serverMessage}", inner)
    {
        Status = status;
        ServerMessage = serverMessage;
    }

    /// <summary>The HTTP status. Can be 200: some failures travel with it, told by <c>"status":"fail"</c> in the body.</summary>
    public int Status { get; }

    /// <summary>What the hub says, or what is wrong with its reply. Never holds the API key or a signed address.</summary>
    public string ServerMessage { get; }
}
