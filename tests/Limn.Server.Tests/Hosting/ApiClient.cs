using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace Limn.Server.Tests.Hosting;

/// <summary>Speaks HTTP to the server as scripts do.</summary>
public sealed class ApiClient(HttpClient http)
{
    public HttpClient Http => http;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public Task<ApiAnswer> PatchAsync(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    /// <summary>Sends <paramref name="body"/> as JSON, or as it stands when it is an <see cref="HttpContent"/>.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute))
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
        };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer(response.StatusCode, text);
    }
}

/// <summary>What the server answered.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The <c>data</c> of a success; fails the test otherwise.</summary>
    public JsonElement Data
    {
        get
        {
            ((int)Status).ShouldBeLessThan(400, Text);
            Json.GetProperty("status").GetString().ShouldBe("success");
            return Json.GetProperty("data");
        }
    }

    /// <summary>The <c>message</c> of a failure with this status; fails the test otherwise.</summary>
    public string FailsWith(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        Json.TryGetProperty("data", out _).ShouldBeFalse("a failure holds no data");
        Json.GetProperty("error").GetProperty("statusCode").GetInt32().ShouldBe((int)status);
        return Json.GetProperty("message").GetString()!;
    }
}
