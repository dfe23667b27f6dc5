using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Limn.Server.Tests.Abuse;

/// <summary>Keeps what the server logs as an error.</summary>
internal sealed class CapturedErrors : ILoggerProvider
{
    private readonly ConcurrentQueue<string> entries = [];

    public IReadOnlyCollection<string> Entries => entries;

    public ILogger CreateLogger(string categoryName) => new Log(entries, categoryName);

    public void Dispose()
    {
    }

    private sealed class Log(ConcurrentQueue<string> entries, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Orleans calls some of what happens in a living cluster an error, without an exception.
            if (IsEnabled(logLevel) && (exception is not null || category.StartsWith("Limn.", StringComparison.Ordinal)))
            {
                entries.Enqueue($"{category}: {formatter(state, exception)}\n{exception}");
            }
        }
    }
}
