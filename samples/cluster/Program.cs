using ClusterSample;

// A PostgreSQL, three Limn processes over it and over one folder, and a load balancer before them. The program's own settings are --urls,
// --folder and --processes; every setting of Limn (--Limn:...) goes to each of the processes.
var builder = WebApplication.CreateBuilder(args);
var address = builder.Configuration["urls"] ?? "http://localhost:5080";
var folder = Path.GetFullPath(builder.Configuration["folder"] ?? Path.Combine(Path.GetTempPath(), "limn-cluster"));
var count = builder.Configuration.GetValue("processes", 3);
builder.WebHost.UseUrls(address);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);

await using var postgres = builder.Configuration["Limn:Database"] is null ? await LocalPostgres.StartAsync(Path.Combine(folder, "postgres")) : null;
var settings = new Dictionary<string, string>
{
    ["Limn:Cluster:Enabled"] = "true",
    ["Limn:DataDirectory"] = Path.Combine(folder, "data"),
    ["Limn:PublicUrl"] = address.Split(';')[0],
};
if (postgres is not null)
{
    settings["Limn:Database"] = postgres.ConnectionString;
}

string[] given = [.. args.Where(argument => argument.StartsWith("--Limn:", StringComparison.Ordinal))];
var firstPort = new Uri(address.Split(';')[0]).Port + 1;
var processes = Enumerable.Range(0, count)
    .Select(index => new LimnProcess(index + 1, new Uri($"http://127.0.0.1:{firstPort + index}"), [.. settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. given]))
    .ToList();

builder.Services.AddLoadBalancer(processes.Select(process => process.Address));
var app = builder.Build();
app.MapReverseProxy();
await app.StartAsync();
await Task.WhenAll(processes.Select(process => process.RunAsync(app.Lifetime.ApplicationStopping)));
await app.StopAsync();
