using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Limn.Server.Permissions;

namespace Limn.Server.Hosting;

/// <summary>
/// Serves the web app: its files, and its one page for every address that nothing else answers. Puts on every answer the headers that keep
/// browsers from running what is not ours.
/// </summary>
internal static class WebApp
{
    private const string Page = "index.html";

    // Vite writes it into the page where a nonce belongs.
    private const string NoncePlaceholder = "LIMN_NONCE";

    private const string NoContentPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The page that shows the API document carries a script and styles of its own in it; nothing that users write is shown there.
    private const string DocumentPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddWebApp(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();

        // Else a route for files that appear later is added, behind the back of the permission check.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
    }

    /// <summary>First in the pipeline: answers that fail early carry the headers too.</summary>
    public static void UseSafeHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            AddHeaders(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>Behind routing: what no endpoint answers, and what a person opens in a browser, is a page of the web app.</summary>
    public static void UseWebAppPage(this WebApplication app) => app.Use((http, next) => IsPage(http) ? WritePageAsync(http) : next(http));

    public static void MapWebApp(this WebApplication app) => app.MapStaticAssets().NeedsNothing("the files of the web app are public");

    private static bool IsPage(HttpContext http)
    {
        var path = http.Request.Path;
        return path == "/" + Page || (
            http.GetEndpoint() is null
            && HttpMethods.IsGet(http.Request.Method)
            && !path.StartsWithSegments("/v2")
            && !Path.HasExtension(path.Value)
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task WritePageAsync(HttpContext http)
    {
        var file = http.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(Page);
        if (!file.Exists)
        {
            await new Refusal(StatusCodes.Status404NotFound, "The web app is not built: build the server without BuildWeb=false.").WriteAsync(http);
            return;
        }

        using var reader = new StreamReader(file.CreateReadStream());
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var page = (await reader.ReadToEndAsync(http.RequestAborted)).Replace(NoncePlaceholder, nonce, StringComparison.Ordinal);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = PagePolicy(nonce);
        await http.Response.WriteAsync(page, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Scripts come from this server only. Pictures may lie elsewhere: an asset can be a reference to a file of another host.</summary>
    private static string PagePolicy(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; img-src 'self' data: blob: https: http:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static void AddHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.Path.StartsWithSegments("/assets") && http.Response.StatusCode < 400)
        {
            // The name of these files holds a hash of their content.
            headers.CacheControl = "public, max-age=31536000, immutable";
        }
        else if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? DocumentPolicy : NoContentPolicy;
        }
    }
}
