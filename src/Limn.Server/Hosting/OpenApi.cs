using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
        // Lists are written where they are used, not named.
        options.CreateSchemaReferenceId = type =>
            type.Type == typeof(IReadOnlyList<string>) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
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
            DescribeOwnTypes(schema, context.JsonTypeInfo.Type);
            if (context.JsonTypeInfo.Type == typeof(IReadOnlyList<string>) && context.JsonPropertyInfo?.IsGetNullable == true)
            {
                schema.Type |= JsonSchemaType.Null;
            }

            if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && schema.Items is null)
            {
                var items = new OpenApiSchema();
                DescribeOwnTypes(items, element);
                schema.Items = items;
            }

            RequireKeys(schema, context.JsonTypeInfo);
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
        if (type == typeof(IReadOnlyList<string>))
        {
            // A converter reads them, so that the document would not know what they hold.
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        var underlying = Nullable.GetUnderlyingType(type);
        var text = underlying is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        type = underlying ?? type;
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = text;
        }
        else if (type.IsAssignableTo(typeof(IId)))
        {
            schema.Type = text;
            schema.Pattern = "^[0-9a-f]{24}$";
        }
        else if (type == typeof(RawJson))
        {
            schema.Description = "Any JSON; kept as it was sent.";
        }
    }

    /// <summary>
    /// Replies hold every key, with null where there is nothing; only keys that may be left out are optional. In requests, whose names end in
    /// that word, whatever may be null may be left out.
    /// </summary>
    private static void RequireKeys(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            var isRequest = type.Type.Name.EndsWith("Request", StringComparison.Ordinal);
            schema.Required = type.Properties
                .Where(property => isRequest ? IsDemanded(property, schema) : property.ShouldSerialize is null)
                .Select(property => property.Name).ToHashSet();
        }
    }

    private static bool IsDemanded(JsonPropertyInfo property, OpenApiSchema schema) =>
        schema.Required?.Contains(property.Name) == true && !property.IsSetNullable && property.PropertyType != typeof(RawJson);

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AccessRule>().LastOrDefault() is { Permission: { } permission } rule)
        {
            operation.Description = $"{operation.Description} Needs the permission {permission} ({rule.Scope.Name}).".TrimStart();
        }

        // Parameters that a record holds are named like its members.
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        NameRouteValues(operation, context.Description.RelativePath ?? "");
        if (metadata.OfType<SuccessStatus>().LastOrDefault() is { } success && operation.Responses?.Remove("200", out var ok) == true)
        {
            operation.Responses[success.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)] = ok!;
        }
    }

    /// <summary>The permission check reads many of a route's values, so that endpoints need not take them as parameters.</summary>
    private static void NameRouteValues(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (var name in path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}', '*').Split(':')[0]))
        {
            if (!operation.Parameters.Any(parameter => parameter.Name == name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }
    }
}
