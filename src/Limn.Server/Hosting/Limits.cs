using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>
/// Every limit of the server, in one place, with its default; section <c>Limn:Limits</c> changes them. Beyond a limit a caller gets 413 or
/// 400 with a message that names it.
/// </summary>
public sealed class Limits
{
    public const string Section = "Limn:Limits";

    /// <summary>Bytes of an ordinary JSON body. Default 32 MiB.</summary>
    public long JsonBodyBytes { get; set; } = 32L << 20;

    /// <summary>Bytes of a body that is read as a stream: imports of labels and of asset lists. Default 2 GiB.</summary>
    public long StreamedBodyBytes { get; set; } = 2L << 30;

    /// <summary>Bytes of one uploaded file. Default 50 GiB.</summary>
    public long UploadBytes { get; set; } = 50L << 30;

    /// <summary>Bytes of one file that is copied from elsewhere. Default 10 GiB.</summary>
    public long CopiedFileBytes { get; set; } = 10L << 30;

    /// <summary>Seconds that copying one file from elsewhere may take. Default 3,600.</summary>
    public int CopiedFileSeconds { get; set; } = 3600;

    /// <summary>Days that exports and the results of export plugins are kept. Default 30.</summary>
    public int ExportDays { get; set; } = 30;

    /// <summary>Nesting of a JSON body. Default 64, and at most that.</summary>
    public int JsonDepth { get; set; } = Json.MaxDepth;

    /// <summary>Objects, classifications and relations of one answer. Default 100,000.</summary>
    public int AnswerMembers { get; set; } = 100_000;

    /// <summary>Bytes of one answer. Default 64 MiB.</summary>
    public int AnswerBytes { get; set; } = 64 << 20;

    /// <summary>Rows of one page of a list. Default 1,000; larger requests are served this many.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Jobs of one user that have not ended. Default 100.</summary>
    public int OpenJobsPerUser { get; set; } = 100;

    /// <summary>Jobs that one process works on at once. Default 4.</summary>
    public int RunningJobs { get; set; } = 4;

    /// <summary>Plugin runs of one user that have not ended. Default 100.</summary>
    public int OpenPluginRunsPerUser { get; set; } = 100;

    /// <summary>Log lines that are kept of one plugin run. Default 20,000.</summary>
    public int PluginLogLines { get; set; } = 20_000;

    /// <summary>Log lines of one plugin run in one second. Default 50.</summary>
    public int PluginLogLinesPerSecond { get; set; } = 50;

    /// <summary>Characters of one log line; the rest is cut. Default 16,384.</summary>
    public int PluginLogLineLength { get; set; } = 16_384;

    /// <summary>Failed logins in a row after which an account waits. Default 5.</summary>
    public int FailedLogins { get; set; } = 5;

    /// <summary>Login attempts from one address in one minute. Default 30.</summary>
    public int LoginsPerMinute { get; set; } = 30;
}

/// <summary>Stops the program at start when a limit lets nothing through, or more than the server can write back.</summary>
internal sealed class LimitsValidator : IValidateOptions<Limits>
{
    public ValidateOptionsResult Validate(string? name, Limits options)
    {
        var problems = typeof(Limits).GetProperties()
            .Where(limit => Convert.ToInt64(limit.GetValue(options), System.Globalization.CultureInfo.InvariantCulture) < 1)
            .Select(limit => $"{Limits.Section}:{limit.Name} must be at least 1.")
            .ToList();
        if (options.JsonDepth > Json.MaxDepth)
        {
            problems.Add($"{Limits.Section}:{nameof(Limits.JsonDepth)} must be at most {Json.MaxDepth}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
