using System.Text.RegularExpressions;
using Limn.Server.Database;
using Limn.Server.Permissions;
using Limn.Server.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Limn.Server.Tests.Permissions;

/// <summary>A route of the server with its rule.</summary>
public sealed record SampleRoute(string Method, string Pattern, AccessRule Rule)
{
    /// <summary>All routes but the files of the web app, in the order of their patterns.</summary>
    public static IReadOnlyList<SampleRoute> All(LimnApplication limn) =>
    [
        .. from endpoint in limn.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
           let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           from method in methods
           let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
           orderby pattern, method
           select new SampleRoute(method, pattern, endpoint.Metadata.GetMetadata<AccessRule>()!),
    ];
}

/// <summary>Makes a request to any route: its ids are those of a world, its query and body name the world's project.</summary>
public static partial class RouteSamples
{
    public static Task<ApiAnswer> SendAsync(SampleRoute route, TestWorld world, TestUser? user, ApiClient api)
    {
        var path = Path(route, world, user ?? world[Role.Owner]);
        var query = route.Method is "GET" or "DELETE" ? $"?project={world.ProjectId}" : "";
        object? body = route.Method is "GET" or "HEAD" ? null : new
        {
            project = world.ProjectId.ToString(), projectId = world.ProjectId.ToString(), assets = new[] { world.AssetId.ToString() },
            tasks = new[] { world.TaskId.ToString() }, labelTask = world.TaskId.ToString(),
        };
        return api.SendAsync(new HttpMethod(route.Method), path + query, body);
    }

    /// <summary>The route's path with the ids of a world.</summary>
    public static string Path(SampleRoute route, TestWorld world, TestUser user) =>
        Parameter().Replace(route.Pattern, match => Value(match.Groups[1].Value, world, user));

    /// <summary>A value for each name of a route parameter; a new name needs a line here.</summary>
    private static string Value(string name, TestWorld world, TestUser user) => name switch
    {
        "projectId" => world.ProjectId.ToString(),
        "organizationId" => world.OrganizationId.ToString(),
        "taskId" => world.TaskId.ToString(),
        "assetId" => world.AssetId.ToString(),
        "exportId" => world.ExportId.ToString(),
        "jobId" => world.JobOf(user).ToString(),
        "number" => "1",
        "historyId" => world.HistoryId.ToString(),
        "pluginId" => world.PluginId.ToString(),
        "key" => $"{world.OrganizationId}/{world.ProjectId}/assets/{new string('0', 32)}.png",
        "documentName" => "v2",
        "presetId" => Id.New<Limn.Server.Plugins.PluginPreset>(TimeProvider.System).ToString(),
        "sessionId" => world.SessionId.ToString(),
        "issueId" => world.IssueOf(user).ToString(),
        "commentId" => Id.New<Limn.Server.Issues.IssueComment>(TimeProvider.System).ToString(),
        "objectId" => "none",
        "runKeyId" => Id.New<Limn.Server.Auth.RunKey>(TimeProvider.System).ToString(),
        _ => throw new InvalidOperationException($"RouteSamples has no value for the route parameter {name}."),
    };

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
