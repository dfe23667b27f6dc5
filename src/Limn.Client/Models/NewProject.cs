using System.Text.Json;

namespace Limn.Client;

/// <summary>What to make a project from.</summary>
public sealed record NewProject
{
    /// <summary>Its name, at least one character.</summary>
    public required string Name { get; init; }

    /// <summary>Free text. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The classes people label with; without it, none.</summary>
    public JsonElement? CategorySchema { get; init; }
}
