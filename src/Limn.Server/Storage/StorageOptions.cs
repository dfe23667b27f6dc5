using Microsoft.Extensions.Options;

namespace Limn.Server.Storage;

/// <summary>What keeps the bytes of files.</summary>
public enum StorageProvider
{
    Local,
    S3,
    Azure,
}

/// <summary>Where the bytes of files lie; section <c>Limn:Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Limn:Storage";

    /// <summary>Default: a folder in the data directory.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>S3: the bucket. It must be there, and is best used for nothing else.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>S3: address of a server that is not Amazon's, such as <c>https://s3.example.org</c>. Default: none.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>S3: the region that requests are signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>S3: default: none, which takes what the machine offers: environment, profile, role.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>S3: goes with <see cref="AccessKey"/>.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>S3: the bucket stands in the path and not in the host's name. Default: where there is an <see cref="Endpoint"/>.</summary>
    public bool? ForcePathStyle { get; set; }

    /// <summary>Azure: how the account is reached.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Azure: the container. It must be there.</summary>
    public string Container { get; set; } = "";

    /// <summary>Starts although not one of the newest files is in the store. Default: false, since then it is the wrong store.</summary>
    public bool AllowEmpty { get; set; }

    /// <summary>How long the bytes of a removed file stay. A backup must not take longer. Default two days.</summary>
    public TimeSpan KeepDeletedFor { get; set; } = TimeSpan.FromDays(2);
}

/// <summary>Says at start what a provider lacks.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(StorageOptions options)
    {
        if (options.KeepDeletedFor < TimeSpan.Zero)
        {
            yield return $"{StorageOptions.Section}:KeepDeletedFor is less than zero.";
        }

        foreach (var problem in options.Provider switch
        {
            StorageProvider.S3 => OfS3(options),
            StorageProvider.Azure => OfAzure(options),
            _ => [],
        })
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfS3(StorageOptions options)
    {
        foreach (var problem in Missing((nameof(options.Bucket), options.Bucket), (nameof(options.Region), options.Region)))
        {
            yield return problem;
        }

        if (options.Endpoint.Length > 0
            && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"))
        {
            yield return $"{StorageOptions.Section}:Endpoint is not an http or https address.";
        }

        if (options.AccessKey.Length == 0 != (options.SecretKey.Length == 0))
        {
            yield return $"{StorageOptions.Section}:AccessKey and SecretKey are given both or not at all.";
        }
    }

    private static IEnumerable<string> OfAzure(StorageOptions options)
    {
        foreach (var problem in Missing((nameof(options.ConnectionString), options.ConnectionString), (nameof(options.Container), options.Container)))
        {
            yield return problem;
        }

        if (options.ConnectionString.Length > 0 && !AzureBlobStore.IsConnectionString(options.ConnectionString))
        {
            yield return $"{StorageOptions.Section}:ConnectionString is not one of Azure Storage.";
        }
    }

    private static IEnumerable<string> Missing(params IEnumerable<(string Key, string Value)> settings) =>
        from setting in settings
        where string.IsNullOrWhiteSpace(setting.Value)
        select $"{StorageOptions.Section}:{setting.Key} is missing.";
}
