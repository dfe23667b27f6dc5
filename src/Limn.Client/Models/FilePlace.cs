using Limn.Client.Http;

namespace Limn.Client;

/// <summary>What a stored file is, and where it goes.</summary>
public sealed record FilePlace
{
    /// <summary>File name. Percent-encoded on the way; the hub may change it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Project it belongs to.</summary>
    public required string ProjectId { get; init; }

    /// <summary>What it is.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Id of a storage of the organization; null or empty for the hub's own store.</summary>
    public string? StorageId { get; init; }

    internal Query ToQuery(string name) => new Query()
        .Add("name", name)
        .Add("project", ProjectId)
        .Add("type", Kind switch
        {
            FileKind.Asset => "assets",
            FileKind.Brush => "brushes",
            FileKind.MedicalBrush => "medicalBrushes",
            FileKind.Export => "exports",
            FileKind.Instruction => "instructions",
            _ => throw new ArgumentOutOfRangeException(nameof(name), Kind, "Unknown kind of file."),
        })
        .Add("storageId", string.IsNullOrEmpty(StorageId) ? null : StorageId);
}

/// <summary>Kinds of stored files.</summary>
public enum FileKind
{
    /// <summary>A file to be labelled.</summary>
    Asset,

    /// <summary>A PNG mask.</summary>
    Brush,

    /// <summary>An NRRD volume, or a PNG mask of a medical picture.</summary>
    MedicalBrush,

    /// <summary>The result of an export or of an export plugin.</summary>
    Export,

    /// <summary>Instructions for labellers.</summary>
    Instruction,
}
