namespace Limn.Plugins.BuiltIn;

/// <summary>What the catalogue says of a plugin.</summary>
/// <param name="Name">Its short name, for ever.</param>
/// <param name="Title">Its name as shown.</param>
/// <param name="Description">One line.</param>
/// <param name="Details">Markdown, shown where it is run.</param>
/// <param name="DefaultConfig">Text of a JSON object.</param>
public sealed record PluginDescription(string Name, string Title, string Description, string Details, string DefaultConfig);
