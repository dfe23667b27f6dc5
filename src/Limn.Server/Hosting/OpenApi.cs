using Limn.Server.Permissions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Limn.Server.Hosting;

/// <summary>The API document at <c>/openapi/v2.json</c>, readable at <c>/docs</c>. The web app's types are made from it.</summary>
internal static class OpenApi
{
    public const string Document = "v2";

    public static void AddApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Limn", Version = "2",
                Description = "Send the header apikey. Successes are {\"status\":\"success\",\"data\":{}}, failures {\"status\":\"fail\",\"message\":\"\"}.",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            DescribeOwnTypes(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi().NeedsNothing("the API document is public");
        app.MapScalarApiReference("/docs", options => options.WithOpenApiRoutePattern("/openapi/{documentName}.json").AddDocument(Document))
            .NeedsNothing("the API document is public");
    }

    private static void DescribeOwnTypes(OpenApiSchema schema, Type type)
    {
        if (type.IsAssignableTo(typeof(IId)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[0-9a-f]{24}$";
        }
        else if (type == typeof(RawJson))
        {
            schema.Description = "Any JSON; kept as it was sent.";
        }
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AccessRule>().LastOrDefault() is { Permission: { } permission } rule)
        {
            operation.Description = $"{operation.Description} Needs the permission {permission} ({rule.Scope.Name}).".TrimStart();
        }

        if (metadata.OfType<SuccessStatus>().LastOrDefault() is { } success && operation.Responses?.Remove("200", out var ok) == true)
        {
            operation.Responses[success.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)] = ok!;
        }
    }
}
