using System.Net;
using System.Text;
using Limn.Server.Permissions;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Permissions;

/// <summary>Walks every route of the server with every role. What the table of permissions says is what the server does.</summary>
public sealed class PermissionMatrixTests(LimnApplication limn, ITestOutputHelper output)
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private readonly IReadOnlyList<SampleRoute> routes = SampleRoute.All(limn);

    [Fact]
    public void Every_route_names_a_permission_and_the_table_prints()
    {
        routes.ShouldNotBeEmpty();
        routes.ShouldAllBe(route => route.Rule != null);
        output.WriteLine(PrintTable());
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        var world = await TestWorld.CreateAsync(limn);
        await ShouldAllAsync(routes, route => ExpectAsync(route, world, null, "nobody", HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_foreign_organization_sees_nothing()
    {
        var world = await TestWorld.CreateAsync(limn);
        var stranger = (await TestWorld.CreateAsync(limn))[Role.Owner];
        await ShouldAllAsync(
            routes.Where(route => route.Rule.Scope != Scopes.CurrentOrganization),
            route => ExpectAsync(route, world, stranger, "stranger", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_member_outside_the_project_sees_nothing_of_it()
    {
        var world = await TestWorld.CreateAsync(limn);
        await ShouldAllAsync(
            routes.Where(route => route.Rule.Permission is { } permission && PermissionTable.ConcernsProject(permission)),
            route => ExpectAsync(route, world, world[Role.Member], "member", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_role_without_the_right_is_refused()
    {
        var world = await TestWorld.CreateAsync(limn);
        await ShouldAllAsync(
            from route in routes
            from role in RolesOf(route)
            where !PermissionTable.Allows(route.Rule.Permission!.Value, role)
            select (route, role),
            pair => ExpectAsync(pair.route, world, world[pair.role], pair.role.ToString(), HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_role_with_the_right_is_served()
    {
        await ShouldAllAsync(
            from route in routes
            from role in RolesOf(route)
            where PermissionTable.Allows(route.Rule.Permission!.Value, role)
            select (route, role),
            pair => ExpectServedAsync(pair.route, pair.role));
    }

    private static IEnumerable<Role> RolesOf(SampleRoute route)
    {
        if (route.Rule.Permission is not { } permission)
        {
            return [];
        }

        return PermissionTable.ConcernsProject(permission) ? Roles.Where(role => role != Role.Member) : [Role.Owner, Role.Admin, Role.Member];
    }

    private async Task<string?> ExpectAsync(SampleRoute route, TestWorld world, TestUser? user, string who, HttpStatusCode expected)
    {
        if (route.Rule.Permission is null)
        {
            return null;
        }

        var answer = await RouteSamples.SendAsync(route, world, user, user?.Api ?? limn.Anonymous());
        return answer.Status == expected ? null : $"{route.Method} {route.Pattern} answers {who} with {answer.Status}: {answer.Text}";
    }

    // A world of its own for each: what is allowed may delete it.
    private async Task<string?> ExpectServedAsync(SampleRoute route, Role role)
    {
        var world = await TestWorld.CreateAsync(limn);
        var answer = await RouteSamples.SendAsync(route, world, world[role], world[role].Api);
        var isRefused = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (int)answer.Status >= 500;
        return isRefused ? $"{route.Method} {route.Pattern} answers {role} with {answer.Status}: {answer.Text}" : null;
    }

    private static async Task ShouldAllAsync<T>(IEnumerable<T> items, Func<T, Task<string?>> checkAsync)
    {
        var failures = new List<string>();
        foreach (var item in items)
        {
            if (await checkAsync(item) is { } failure)
            {
                failures.Add(failure);
            }
        }

        failures.ShouldBeEmpty();
    }

    private string PrintTable()
    {
        var table = new StringBuilder().AppendLine($"{routes.Count} routes");
        table.AppendLine($"{"method",-7}{"route",-64}{"permission",-28}{string.Concat(Roles.Select(role => $"{role,-9}"))}");
        foreach (var route in routes)
        {
            var cells = Roles.Select(role => RolesOf(route).Contains(role)
                ? PermissionTable.Allows(route.Rule.Permission!.Value, role) ? "yes" : "-"
                : route.Rule.Permission is null ? "yes" : "");
            table.AppendLine(
                $"{route.Method,-7}{route.Pattern,-64}{route.Rule.Permission?.ToString() ?? "open",-28}{string.Concat(cells.Select(cell => $"{cell,-9}"))}");
        }

        return table.ToString();
    }
}
