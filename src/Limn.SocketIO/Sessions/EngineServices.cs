using Limn.SocketIO.Hosting;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Sessions;

/// <summary>What the sessions of one endpoint need from their host.</summary>
internal sealed record EngineServices(SocketIOOptions Options, TimeProvider Time, ILogger Logger, SocketIOMetrics Metrics);
