using Limn.SocketIO.ConformanceHost;

await using var host = ConformanceServer.Build(args);
await host.RunAsync();
