using System.Net;
using System.Text.Json;
using Shouldly;

namespace Limn.SocketIO.Tests.Support;

/// <summary>Speaks polling requests and no protocol.</summary>
internal sealed class PollingClient(HttpClient http, string sid, string? origin)
{
    private const string Query = "/socket.io/?EIO=4&transport=polling";

    public string Sid => sid;

    public static async Task<PollingClient> OpenAsync(HttpClient http, string? origin = null)
    {
        using var response = await SendAsync(http, HttpMethod.Get, Query, null, origin);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await response.Content.ReadAsStringAsync();
        return new PollingClient(http, JsonDocument.Parse(text[1..]).RootElement.GetProperty("sid").GetString()!, origin);
    }

    public Task<HttpResponseMessage> GetAsync() => SendAsync(http, HttpMethod.Get, $"{Query}&sid={sid}", null, origin);

    public Task<HttpResponseMessage> PostAsync(string body) => PostAsync(new StringContent(body), origin);

    public Task<HttpResponseMessage> PostAsync(HttpContent body, string? fromOrigin = null) =>
        SendAsync(http, HttpMethod.Post, $"{Query}&sid={sid}", body, fromOrigin ?? origin);

    /// <summary>Polls once, and tells the body of a good answer.</summary>
    public async Task<string> PollAsync()
    {
        using var response = await GetAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, HttpContent? body, string? origin)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await http.SendAsync(request, Wait.Token());
    }
}
