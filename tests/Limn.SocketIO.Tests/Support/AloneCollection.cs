using Xunit;

namespace Limn.SocketIO.Tests.Support;

/// <summary>Tests of real time, with heartbeats of a few hundred milliseconds: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
