using System.Globalization;
using System.Net;
using Limn.Server.Auth;
using Limn.Server.Database;
using Limn.Server.Organizations;
using Limn.Server.Projects;
using Limn.Server.Tests.Database;
using Limn.Server.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(LimnApplication))]

namespace Limn.Server.Tests.Hosting;

/// <summary>
/// The whole server on a real port and a real database: PostgreSQL where <c>LIMN_TEST_DATABASE</c> is <c>postgres</c>, else SQLite. One for
/// all tests, which keep apart by making organizations of their own.
/// </summary>
public sealed class LimnApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string dataDirectory = Path.Combine(Path.GetTempPath(), $"limn-test-{Guid.NewGuid():N}");
    private readonly Dictionary<string, string?> settings = [];
    private Action<IServiceCollection> addServices = _ => { };
    private PostgresServer? postgres;

    /// <summary>What requests send to the database.</summary>
    public RecordedSql Sql { get; } = new();

    public static bool UsesPostgres => Environment.GetEnvironmentVariable("LIMN_TEST_DATABASE") == "postgres";

    public Uri Address { get; private set; } = null!;

    public string DataDirectory => dataDirectory;

    /// <summary>Changes a setting; only before the start, so only in tests that start an application of their own.</summary>
    public LimnApplication With(string key, string? value)
    {
        settings[key] = value;
        return this;
    }

    /// <summary>Changes a limit; only before the start.</summary>
    public LimnApplication WithLimit(string name, long value) => With($"Limn:Limits:{name}", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds services; only before the start.</summary>
    public LimnApplication WithServices(Action<IServiceCollection> add)
    {
        addServices += add;
        return this;
    }

    /// <summary>Starts an application of the test's own.</summary>
    public static async Task<LimnApplication> StartAsync(Action<LimnApplication>? configure = null)
    {
        var application = new LimnApplication();
        configure?.Invoke(application);
        await application.InitializeAsync();
        return application;
    }

    public async ValueTask InitializeAsync()
    {
        if (UsesPostgres && !settings.ContainsKey("Limn:Database"))
        {
            postgres = await PostgresServer.StartAsync();
            settings["Limn:Database"] = await postgres.CreateDatabaseAsync();
        }

        UseKestrel(0);
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First());
    }

    /// <summary>Works on the database directly, for what has no route.</summary>
    public async Task<TResult> InDatabaseAsync<TResult>(Func<LimnDb, Task<TResult>> work)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<LimnDb>>().CreateDbContextAsync();
        return await work(db);
    }

    /// <summary>A new organization with its owner.</summary>
    public async Task<TestUser> AddOwnerAsync() => await AddUserAsync(Id.New<Organization>(TimeProvider.System), OrganizationRole.Admin, isNew: true);

    /// <summary>A user of an organization, with an API key.</summary>
    public Task<TestUser> AddUserAsync(OrganizationId organization, OrganizationRole role = OrganizationRole.Member) =>
        AddUserAsync(organization, role, isNew: false);

    /// <summary>A member of a project.</summary>
    public async Task<TestUser> AddMemberAsync(OrganizationId organization, ProjectId project, ProjectRole role)
    {
        var user = await AddUserAsync(organization);
        await InDatabaseAsync(db =>
        {
            db.ProjectMembers.Add(new ProjectMember { ProjectId = project, UserId = user.Id, Role = role });
            return db.SaveChangesAsync();
        });
        return user;
    }

    /// <summary>A new project of a new organization's owner.</summary>
    public async Task<(TestUser Owner, ProjectId Project)> AddProjectAsync(object? fields = null)
    {
        var owner = await AddOwnerAsync();
        var created = (await owner.Api.PostAsync("/v2/project", new { name = "Test project" })).Data;
        var project = ProjectId.Parse(created.GetProperty("project").GetProperty("_id").GetString()!, null);
        if (fields is not null)
        {
            (await owner.Api.PostAsync($"/v2/project/{project}", fields)).Status.ShouldBe(HttpStatusCode.OK);
        }

        return (owner, project);
    }

    /// <summary>The cookies of a browser in which <paramref name="user"/> has signed in.</summary>
    public async Task<CookieContainer> SignInAsync(TestUser user)
    {
        await using var scope = Services.CreateAsyncScope();
        var row = await InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(found => found.Id == user.Id));
        var token = scope.ServiceProvider.GetRequiredService<Passwords>().NewLinkToken(row);
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = Address };
        (await new ApiClient(http).PostAsync("/v2/account/password", new { token, password = "correct horse battery" })).Status.ShouldBe(HttpStatusCode.OK);
        return cookies;
    }

    /// <summary>A caller without a key.</summary>
    public ApiClient Anonymous() => new(new HttpClient { BaseAddress = Address });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Sql.Dispose();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(dataDirectory))
        {
            Directory.Delete(dataDirectory, recursive: true);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.ConfigureServices(services => addServices(services));
        builder.UseSetting("Limn:DataDirectory", dataDirectory);
        builder.UseSetting("Limn:Limits:LoginsPerMinute", "10000");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }
    }

    private async Task<TestUser> AddUserAsync(OrganizationId organization, OrganizationRole role, bool isNew)
    {
        var clock = TimeProvider.System;
        var id = Id.New<User>(clock);
        var key = Credentials.NewApiKey();
        var email = $"{id}@example.org";
        await InDatabaseAsync(db =>
        {
            if (isNew)
            {
                db.Organizations.Add(new Organization { Id = organization, Name = $"Organization {organization}", OwnerId = id, CreatedAt = clock.GetUtcNow() });
            }

            db.Users.Add(new User
            {
                Id = id, Email = email, Name = "Test user", SecurityStamp = Passwords.NewStamp(), OrganizationId = organization, CreatedAt = clock.GetUtcNow(),
            });
            db.OrganizationMembers.Add(new OrganizationMember { OrganizationId = organization, UserId = id, Role = role, CreatedAt = clock.GetUtcNow() });
            db.ApiKeys.Add(new ApiKey { Id = Id.New<ApiKey>(clock), UserId = id, Hash = Credentials.Hash(key), CreatedAt = clock.GetUtcNow() });
            return db.SaveChangesAsync();
        });
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("apikey", key);
        return new TestUser(id, email, organization, key, new ApiClient(http));
    }
}

/// <summary>Somebody with an API key.</summary>
public sealed record TestUser(UserId Id, string Email, OrganizationId OrganizationId, string ApiKey, ApiClient Api);
