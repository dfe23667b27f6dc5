using System.Net;
using Limn.Server.Auth;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Auth;

public sealed class AccountsTests(LimnApplication limn, TightApplication tight)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Wrong_key_is_refused_as_scripts_expect()
    {
        var api = limn.Anonymous();
        api.Http.DefaultRequestHeaders.Add("apikey", Guid.NewGuid().ToString());

        var answer = await api.PostAsync("/v2/account", new { name = "x" });

        answer.FailsWith(HttpStatusCode.Unauthorized).ShouldBe("Invalid API KEY");
        answer.Json.GetProperty("status").GetString().ShouldBe("fail");
    }

    [Fact]
    public async Task Password_opens_a_session_and_its_change_ends_it()
    {
        var user = await limn.AddOwnerAsync();
        await SetPasswordByLinkAsync(user);
        var browser = limn.Anonymous();

        (await browser.PostAsync("/v2/session", new { email = user.Email.ToUpperInvariant(), password = Password })).Status.ShouldBe(HttpStatusCode.OK);
        var session = (await browser.GetAsync("/v2/session")).Data;
        session.GetProperty("user").GetProperty("email").GetString().ShouldBe(user.Email);

        var change = new { currentPassword = Password, password = "another long password" };
        var elsewhere = limn.Anonymous();
        await elsewhere.PostAsync("/v2/session", new { email = user.Email, password = Password });
        (await elsewhere.PostAsync("/v2/account/password", change)).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/v2/session")).Data.GetProperty("user").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Session_without_the_anti_forgery_token_changes_nothing()
    {
        var user = await limn.AddOwnerAsync();
        await SetPasswordByLinkAsync(user);
        var browser = limn.Anonymous();
        await browser.PostAsync("/v2/session", new { email = user.Email, password = Password });

        (await browser.PostAsync("/v2/account", new { name = "Forged" })).FailsWith(HttpStatusCode.BadRequest).ShouldContain("anti-forgery");
        var token = (await browser.GetAsync("/v2/session")).Data.GetProperty("csrfToken").GetString();
        browser.Http.DefaultRequestHeaders.Add("x-csrf-token", token);
        (await browser.PostAsync("/v2/account", new { name = "Ada" })).Data.GetProperty("name").GetString().ShouldBe("Ada");
    }

    [Fact]
    public async Task Repeated_wrong_passwords_lock_the_account()
    {
        var user = await limn.AddOwnerAsync();
        await SetPasswordByLinkAsync(user);
        var browser = limn.Anonymous();
        await FailAsync(browser, user, 4);
        (await browser.PostAsync("/v2/session", new { email = user.Email, password = Password })).Status.ShouldBe(HttpStatusCode.OK);
        await FailAsync(browser, user, 5);

        (await browser.PostAsync("/v2/session", new { email = user.Email, password = Password })).FailsWith(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Attempts_to_sign_in_from_one_address_are_limited()
    {
        var browser = tight.Limn.Anonymous();
        for (var attempt = 0; attempt < TightApplication.LoginsPerMinute; attempt++)
        {
            (await browser.PostAsync("/v2/session", new { email = $"{attempt}@example.org", password = "wrong" })).FailsWith(HttpStatusCode.Unauthorized);
        }

        for (var beyond = 0; beyond < 50; beyond++)
        {
            (await browser.PostAsync("/v2/session", new { email = $"{beyond}@example.org", password = "wrong" })).FailsWith(HttpStatusCode.TooManyRequests);
        }

        (await browser.GetAsync("/v2/session")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_sets_a_password_once()
    {
        var user = await limn.AddOwnerAsync();
        var token = await NewLinkTokenAsync(user);

        (await limn.Anonymous().PostAsync("/v2/account/password", new { token, password = "short" })).FailsWith(HttpStatusCode.BadRequest);
        (await limn.Anonymous().PostAsync("/v2/account/password", new { token, password = Password })).Status.ShouldBe(HttpStatusCode.OK);
        (await limn.Anonymous().PostAsync("/v2/account/password", new { token, password = Password })).FailsWith(HttpStatusCode.BadRequest);
        (await limn.Anonymous().PostAsync("/v2/account/password", new { token = "forged", password = Password })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task New_key_replaces_the_old_one()
    {
        var user = await limn.AddOwnerAsync();

        var key = (await user.Api.PostAsync("/v2/account/apiKey")).Data.GetProperty("apiKey").GetString()!;

        Guid.TryParseExact(key, "D", out _).ShouldBeTrue();
        (await user.Api.PostAsync("/v2/account", new { name = "x" })).FailsWith(HttpStatusCode.Unauthorized);
        var stored = await limn.InDatabaseAsync(db => db.ApiKeys.Where(k => k.UserId == user.Id).Select(k => k.Hash).SingleAsync());
        stored.ShouldBe(Credentials.Hash(key));
    }

    [Fact]
    public async Task Broken_body_is_refused_with_its_position()
    {
        using var body = new StringContent("{\"email\": }", System.Text.Encoding.UTF8, "application/json");

        var answer = await limn.Anonymous().PostAsync("/v2/session", body);

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldBe("The body is not valid JSON: line 1, position 11.");
    }

    private static async Task FailAsync(ApiClient browser, TestUser user, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
        {
            (await browser.PostAsync("/v2/session", new { email = user.Email, password = "wrong" })).FailsWith(HttpStatusCode.Unauthorized);
        }
    }

    private async Task SetPasswordByLinkAsync(TestUser user)
    {
        var token = await NewLinkTokenAsync(user);
        (await limn.Anonymous().PostAsync("/v2/account/password", new { token, password = Password })).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> NewLinkTokenAsync(TestUser user)
    {
        await using var scope = limn.Services.CreateAsyncScope();
        var row = await limn.InDatabaseAsync(db => db.Users.SingleAsync(u => u.Id == user.Id));
        return scope.ServiceProvider.GetRequiredService<Passwords>().NewLinkToken(row);
    }
}
