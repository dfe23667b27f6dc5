namespace Limn.Plugins.Testing;

/// <summary>The moments of a run at which a <see cref="FakeHub"/> can be made to misbehave.</summary>
public enum HubPhase
{
    /// <summary>The event <c>plugin</c> has been sent; whether it has arrived, no hub can know.</summary>
    Dispatched,

    /// <summary><c>GET /v2/export</c> has arrived.</summary>
    Exporting,

    /// <summary>The request for the exported file has arrived.</summary>
    Downloading,

    /// <summary><c>GET /v2/getUploadUrl</c> has arrived.</summary>
    AskingForUpload,

    /// <summary><c>GET /v2/getSignedUrl</c> has arrived.</summary>
    Signing,

    /// <summary>The upload of the result has begun; its body has not been read.</summary>
    Uploading,

    /// <summary>The result is stored, and the upload not yet answered.</summary>
    Uploaded,

    /// <summary>A log line has arrived.</summary>
    Logging,

    /// <summary>The response has arrived.</summary>
    Responding,
}
