using System.IO.Compression;
using System.Net;
using System.Text;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tests.Abuse;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Permissions;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Security;

/// <summary>
/// What advisories of other annotation tools taught, as far as no feature's own tests show it. <c>docs/security.md</c> has the whole table.
/// </summary>
public sealed class LessonTests(LimnApplication limn)
{
    /// <summary>What anybody may call. A route that joins this list must be put here by hand.</summary>
    private static readonly string[] OpenRoutes =
    [
        "DELETE /v2/session", "GET /docs/favicon.svg", "GET /docs/{documentName?}", "GET /docs/scalar.aspnetcore.js", "GET /docs/scalar.js", "GET /files/{**key}", "GET /health/live", "GET /health/ready",
        "GET /metrics", "GET /openapi/{documentName}.json", "GET /socket.io", "GET /v2/session", "HEAD /files/{**key}", "POST /v2/account/password",
        "POST /v2/session", "PUT /files/{**key}",
    ];

    [Fact]
    [Trait("Advisory", "CVE-2022-36551")]
    [Trait("Advisory", "CVE-2026-2109")]
    public void Nobody_signs_himself_up_and_nothing_else_is_open() =>
        SampleRoute.All(limn).Where(route => route.Rule.Permission is null).Select(route => $"{route.Method} {route.Pattern}").Order(StringComparer.Ordinal)
            .ShouldBe(OpenRoutes.Order(StringComparer.Ordinal));

    [Theory]
    [Trait("Advisory", "GHSA-cpmr-mw4j-99r7")]
    [InlineData("/static../appsettings.json")]
    [InlineData("/assets../appsettings.json")]
    [InlineData("/assets/../../appsettings.json")]
    [InlineData("/assets/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/assets/..%2f..%2fappsettings.json")]
    [InlineData("/assets/..%5c..%5cappsettings.json")]
    [InlineData("/files/../limn.db")]
    [InlineData("/files/..%2flimn.db")]
    [InlineData("/files/..%2fkeys")]
    [InlineData("//appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/limn.db")]
    public async Task Nothing_but_the_web_app_is_served_from_a_path(string path)
    {
        var answer = await RawHttp.SendAsync(limn.Address, new HostileRequest("GET", path, [], [], [], IsBroken: false), TestContext.Current.CancellationToken);

        answer.ShouldNotBeNull().Status.ShouldBeOneOf(400, 401, 404);
    }

    [Fact]
    [Trait("Advisory", "CVE-2025-25295")]
    public async Task Name_of_a_project_leads_an_export_nowhere()
    {
        var (owner, project) = await limn.AddProjectAsync(new { name = "../../etc/cron.d/../x\\y:z" });
        var address = (await owner.Api.GetAsync($"/v2/export?project={project}")).Data.GetProperty("exportPath").GetString()!;

        using var zip = new ZipArchive(new MemoryStream(await owner.Api.Http.GetByteArrayAsync(new Uri(address))));

        var name = zip.Entries.ShouldHaveSingleItem().FullName;
        name.ShouldNotContain("/");
        name.ShouldNotContain("\\");
        name.ShouldNotStartWith(".");
        name.ShouldEndWith(".json");
    }

    [Fact]
    [Trait("Advisory", "CVE-2023-43791")]
    public async Task Keys_of_one_installation_open_nothing_on_another()
    {
        await using var other = await LimnApplication.StartAsync();
        var (owner, project) = await limn.AddProjectAsync();
        var signed = (await owner.Api.GetAsync($"/v2/getUploadUrl?project={project}&name=a.png")).Data.GetProperty("uploadUrl").GetString()!;
        var cookies = await limn.SignInAsync(owner);

        using var body = new ByteArrayContent([1]);
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = CookiesFor(other.Address, cookies.GetCookies(limn.Address)) });
        using var put = await http.PutAsync(new Uri(other.Address, new Uri(signed).PathAndQuery), body);
        put.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var session = await new ApiClient(http).GetAsync(new Uri(other.Address, "/v2/session").ToString());
        session.Data.GetProperty("user").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [Trait("Advisory", "default credentials")]
    [InlineData("admin@localhost", "")]
    [InlineData("admin@localhost", "admin")]
    [InlineData("admin@localhost", "password")]
    [InlineData("admin@localhost", "limn")]
    [InlineData("admin", "admin")]
    public async Task There_are_no_default_credentials(string email, string password) =>
        (await limn.Anonymous().PostAsync("/v2/session", new { email, password })).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest);

    [Theory]
    [Trait("Advisory", "CVE-2023-47117")]
    [InlineData("filter={\"passwordHash\":{\"startsWith\":\"A\"}}")]
    [InlineData("filter={\"assignee.securityStamp\":\"a\"}")]
    [InlineData("filter={\"project__owner__password\":\"a\"}")]
    [InlineData("sort=passwordHash")]
    [InlineData("sort=assignee.email")]
    [InlineData("fields=passwordHash")]
    public async Task Lists_reach_no_column_that_they_do_not_name(string query)
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a.png");

        var answer = await owner.Api.GetAsync($"/v2/project/{project}/tasks?{query}");

        (answer.Status == HttpStatusCode.BadRequest || !answer.Text.Contains("asswordHash", StringComparison.Ordinal)).ShouldBeTrue(answer.Text);
        (answer.Status == HttpStatusCode.BadRequest || query.StartsWith("fields", StringComparison.Ordinal)).ShouldBeTrue(answer.Text);
    }

    [Fact]
    [Trait("Advisory", "GHSA-m7p7-6w4m-886p")]
    [Trait("Advisory", "GHSA-7xhx-3q27-xvcx")]
    public async Task Job_of_somebody_else_is_neither_seen_nor_cancelled()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var manager = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Manager);
        var job = (await owner.Api.PostAsync($"/v2/project/{project}/exports", new { })).Data.GetProperty("job").GetProperty("id").GetString();

        (await manager.Api.GetAsync($"/v2/jobs/{job}")).FailsWith(HttpStatusCode.NotFound);
        (await manager.Api.PostAsync($"/v2/jobs/{job}/cancel")).FailsWith(HttpStatusCode.NotFound);
        (await manager.Api.GetAsync($"/v2/project/{project}/jobs")).Data.GetProperty("jobs").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [Trait("Advisory", "GHSA-hp6c-f34j-qjj7")]
    [Trait("Advisory", "GHSA-2c85-39cc-2px9")]
    [InlineData("/v2/task/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/v2/listProjects?sort=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")]
    [InlineData("/v2/export?project=%3Cscript%3E")]
    public async Task Refusal_that_repeats_the_caller_is_json_that_no_browser_shows(string path)
    {
        var owner = await limn.AddOwnerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");

        using var answer = await owner.Api.Http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-22033")]
    [Trait("Advisory", "GHSA-jpf9-646h-4px7")]
    public async Task Session_is_out_of_reach_for_scripts_and_for_other_sites()
    {
        var owner = await limn.AddOwnerAsync();
        await limn.SignInAsync(owner);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = limn.Address };
        using var body = new StringContent($$"""{"email":"{{owner.Email}}","password":"correct horse battery"}""", Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(new Uri("/v2/session", UriKind.Relative), body);

        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(owner.ApiKey);
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-22033")]
    public async Task Own_account_is_that_of_the_session_whatever_the_body_says()
    {
        var victim = await limn.AddOwnerAsync();
        var attacker = await limn.AddOwnerAsync();

        var answer = await attacker.Api.PostAsync("/v2/account", new { _id = victim.Id.ToString(), id = victim.Id.ToString(), email = victim.Email, name = "Taken over" });

        answer.Text.ShouldNotContain(victim.Id.ToString());
        (await victim.Api.PostAsync("/v2/account", new { })).Text.ShouldNotContain("Taken over");
    }

    [Theory]
    [Trait("Advisory", "CVE-2026-53656")]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task Foreign_page_may_not_read_an_answer(string method)
    {
        using var http = new HttpClient { BaseAddress = limn.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v2/session");
        request.Headers.Add("Origin", "https://evil.example.org");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await http.SendAsync(request);

        answer.Headers.Select(header => header.Key).ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Advisory", "CVE-2025-54573")]
    public async Task Somebody_who_has_left_gets_in_by_no_way()
    {
        var world = await TestWorld.CreateAsync(limn);
        var gone = world[Role.Labeler];
        var cookies = await limn.SignInAsync(gone);
        await limn.InDatabaseAsync(db =>
        {
            db.OrganizationMembers.RemoveRange(db.OrganizationMembers.Where(member => member.UserId == gone.Id));
            db.ProjectMembers.RemoveRange(db.ProjectMembers.Where(member => member.UserId == gone.Id));
            return db.SaveChangesAsync();
        });
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = limn.Address };

        foreach (var api in new[] { gone.Api, new ApiClient(browser) })
        {
            (await api.GetAsync($"/v2/project/{world.ProjectId}")).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
            (await api.GetAsync($"/v2/task/{world.TaskId}")).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        }
    }

    private static CookieContainer CookiesFor(Uri address, CookieCollection cookies)
    {
        var container = new CookieContainer();
        foreach (var cookie in cookies.Cast<Cookie>())
        {
            container.Add(new Cookie(cookie.Name, cookie.Value, "/", address.Host));
        }

        return container;
    }
}
