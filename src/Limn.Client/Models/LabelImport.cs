using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Limn.Client.Json;

namespace Limn.Client;

/// <summary>Labels for one asset, given by its name.</summary>
public sealed record LabelImport
{
    /// <summary>Name of the asset; all assets of this name get the labels.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The labels. A class is given by its id or by its title; options by their text.</summary>
    public required Answer Answer { get; init; }

    internal JsonObject ToJson()
    {
        var line = AnswerJson.ToObjects(Answer);
        line["externalId"] = ExternalId;
        return line;
    }
}

/// <summary>What became of imported labels.</summary>
/// <param name="Summary">The hub's sentence, such as <c>50 / 50 tasks are labeled.</c></param>
/// <param name="Data">Everything it said, with what it refused and why.</param>
public sealed record LabelImportResult(string Summary, JsonElement Data);
