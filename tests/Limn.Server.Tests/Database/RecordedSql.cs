using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Limn.Server.Tests.Database;

/// <summary>
/// The statements that the server sends to its database for the requests of a test, told from others by the trace that they carry. It listens
/// from the start: a context that found nobody listening does not look again for a second.
/// </summary>
public sealed class RecordedSql : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Listener = "Microsoft.EntityFrameworkCore";
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<RecordedStatement>> traces = [];
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    public RecordedSql() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Runs requests and returns what they sent.</summary>
    public async Task<IReadOnlyList<RecordedStatement>> RecordAsync(Func<Task> requestsAsync)
    {
        using var trace = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var statements = traces[trace.TraceId] = new ConcurrentQueue<RecordedStatement>();
        await requestsAsync();
        traces.TryRemove(trace.TraceId, out _);
        return [.. statements];
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData data
            && Activity.Current is { } activity && traces.TryGetValue(activity.TraceId, out var statements))
        {
            statements.Enqueue(new RecordedStatement(data.Command.CommandText, [.. data.Command.Parameters.Cast<DbParameter>().Select(Copy)]));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    private static DbParameter Copy(DbParameter parameter) => parameter is NpgsqlParameter postgres
        ? postgres.Clone()
        : new SqliteParameter(parameter.ParameterName, ((SqliteParameter)parameter).SqliteType) { Value = parameter.Value };
}

/// <summary>A statement with its parameters.</summary>
public sealed record RecordedStatement(string Text, IReadOnlyList<DbParameter> Parameters);
