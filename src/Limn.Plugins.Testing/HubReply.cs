using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Limn.Plugins.Testing;

/// <summary>What a <see cref="FakeHub"/> answers in place of the truth.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
public sealed record HubReply(int Status, string Body)
{
    /// <summary>A refusal in the form of the API.</summary>
    /// <param name="status">The HTTP status, from 400.</param>
    /// <param name="message">What it says.</param>
    /// <returns>The reply.</returns>
    public static HubReply Refuse(int status, string message) =>
        new(status, new JsonObject { ["status"] = "fail", ["message"] = message }.ToJsonString());

    internal IResult ToResult() => Results.Text(Body, "application/json", statusCode: Status);
}
