using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Brushes;
using Limn.Server.Cluster;
using Limn.Server.Exports;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Issues;
using Limn.Server.Jobs;
using Limn.Server.Live;
using Limn.Server.Notifications;
using Limn.Server.Organizations;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.Server.Projects;
using Limn.Server.Queues;
using Limn.Server.Statistics;
using Limn.Server.Storage;
using Limn.Server.Tasks;
using Limn.Server.Workflow;

try
{
    if (await CommandLine.RunAsync(args) is { } exitCode)
    {
        return exitCode;
    }

    // Settings and the web app lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
    builder.AddHosting();
    builder.AddWebApp();
    builder.AddTelemetry();
    builder.AddDatabase();
    builder.AddCluster();
    builder.AddAccess();
    builder.AddRateLimits();
    builder.AddApiDocument();
    builder.AddJobs();
    builder.AddAccounts();
    builder.AddStorage();
    builder.AddFiles();
    builder.AddProjects();
    builder.AddBatches();
    builder.AddAssets();
    builder.AddTasks();
    builder.AddStatistics();
    builder.AddWorkflow();
    builder.AddAnnotations();
    builder.AddOperations();
    builder.AddHistory();
    builder.AddBrushes();
    builder.AddIssues();
    builder.AddQueues();
    builder.AddImports();
    builder.AddExports();
    builder.AddLive();
    builder.AddNotifications();
    builder.AddPlugins();
    builder.AddDraining();

    var app = builder.Build();
    app.UseSafeHeaders();
    app.UseTolerantPaths();
    app.UseExceptionHandler(_ => { });
    app.UseStatusCodePages(Errors.WriteStatusAsync);
    app.UseWholeTexts();
    app.UseRouting();
    app.UseRateLimiter();
    app.UseAccess();
    app.UseRunKeyCalls();
    app.UseWebAppPage();

    app.MapWebApp();
    app.MapHealth();
    app.MapApiDocument();
    app.MapSockets();
    var api = app.MapGroup("/v2");
    api.MapServer();
    api.MapAccounts();
    api.MapJobs();
    api.MapOrganizations();
    api.MapProjects();
    api.MapMembers();
    api.MapBatches();
    api.MapAssets();
    api.MapTasks();
    api.MapStorages();
    api.MapFiles();
    api.MapStatistics();
    api.MapWorkflow();
    api.MapAnnotations();
    api.MapOperations();
    api.MapHistory();
    api.MapBrushes();
    api.MapIssues();
    api.MapQueues();
    api.MapImports();
    api.MapExports();
    api.MapNotifications();
    api.MapPlugins();
    app.MapBlobs();

    await app.PrepareAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFailure.Explain(exception) is { } reason)
{
    await Console.Error.WriteLineAsync($"limn: {reason}");
    return 1;
}
