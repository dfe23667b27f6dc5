using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>
/// Maps the routes of groups like the framework's methods of the same names, which these hide, but compiles what reads a request into a
/// handler's parameters at the route's first request: to compile all of it took a quarter of the server's start.
/// </summary>
internal static class LateRoutes
{
    public static RouteHandlerBuilder MapGet(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(group, HttpMethods.Get, pattern, handler);

    public static RouteHandlerBuilder MapPost(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(group, HttpMethods.Post, pattern, handler);

    public static RouteHandlerBuilder MapPatch(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(group, HttpMethods.Patch, pattern, handler);

    public static RouteHandlerBuilder MapDelete(this RouteGroupBuilder group, [StringSyntax("Route")] string pattern, Delegate handler) =>
        Map(group, HttpMethods.Delete, pattern, handler);

    private static RouteHandlerBuilder Map(RouteGroupBuilder group, string method, string pattern, Delegate handler)
    {
        var route = new LateRoute(handler, method);
        var mapped = group.MapMethods(pattern, [method], new RequestDelegate(route.InvokeAsync));
        mapped.Add(route.Describe);
        return new RouteHandlerBuilder([mapped]);
    }

    private sealed class LateRoute(Delegate handler, string method)
    {
        private Lazy<RequestDelegate>? compiled;

        public Task InvokeAsync(HttpContext http) => compiled!.Value(http);

        /// <summary>Gives the endpoint the metadata that it would have had, from which matching and the API document are made.</summary>
        public void Describe(EndpointBuilder endpoint)
        {
            endpoint.Metadata.Add(handler.Method);
            foreach (var attribute in handler.Method.GetCustomAttributes(inherit: false))
            {
                endpoint.Metadata.Add(attribute);
            }

            var options = new RequestDelegateFactoryOptions
            {
                ServiceProvider = endpoint.ApplicationServices, EndpointBuilder = endpoint,
                RouteParameterNames = ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(parameter => parameter.Name),
                ThrowOnBadRequest = endpoint.ApplicationServices.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
                DisableInferBodyFromParameters = method is not ("POST" or "PUT" or "PATCH"),
            };
            var inferred = RequestDelegateFactory.InferMetadata(handler.Method, options);
            compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, inferred).RequestDelegate);
        }
    }
}
