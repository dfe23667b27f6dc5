namespace Limn.Plugins.Testing;

/// <summary>What an export run is started with.</summary>
public sealed record ExportInput
{
    /// <summary>The records of the project, JSON objects without line breaks. Enumerated at each export, so there may be many.</summary>
    public IEnumerable<string> Records { get; init; } = [];

    /// <summary>Text of the configuration. Default an empty object.</summary>
    public string Config { get; init; } = "{}";

    /// <summary>Chosen stages; empty, the default, means all; null leaves the key out, as some hubs do.</summary>
    public IReadOnlyList<string>? Stages { get; init; } = [];

    /// <summary>Chosen batches. Default none.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>The hub tells the number of records, as Limn does and others do not. Default true.</summary>
    public bool TellsTaskCount { get; init; } = true;

    /// <summary>Id of the project. Default one of 24 digits.</summary>
    public string ProjectId { get; init; } = "64f0a1b2c3d4e5f6a7b8c9d0";
}
