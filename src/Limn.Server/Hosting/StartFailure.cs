using Amazon.Runtime;
using Azure;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Limn.Server.Hosting;

/// <summary>Says in one line why the server cannot start, where that is the operator's to mend.</summary>
internal static class StartFailure
{
    /// <summary>Null for a failure that is not a wrong configuration: that one shows its stack.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartRefusedException refused => refused.Message,
        OptionsValidationException options => $"Wrong configuration: {string.Join(" ", options.Failures)}",
        InvalidOperationException { InnerException: FormatException or ArgumentException } conversion => $"Wrong configuration: {conversion.Message}",
        NpgsqlException postgres => $"The database in Limn:Database does not answer: {postgres.Message}",
        ArgumentException { Source: "Npgsql" } connection => $"Limn:Database is not a PostgreSQL connection string: {connection.Message}",
        SqliteException sqlite => $"The database in Limn:DataDirectory cannot be opened: {sqlite.Message}",
        AmazonServiceException or AmazonClientException or HttpRequestException or RequestFailedException or AggregateException { InnerException: RequestFailedException } =>
            $"The store in Limn:Storage does not answer: {FirstLine(exception.Message)}",
        IOException { InnerException: AddressInUseException } address => $"The address is taken: {address.Message}",
        UnauthorizedAccessException or IOException => $"Limn:DataDirectory cannot be written: {exception.Message}",
        _ => null,
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}

/// <summary>The program cannot do what it was started for, for a reason that is the operator's to mend.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
