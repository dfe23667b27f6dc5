using System.Text.Json.Serialization;

namespace Limn.Formats.AngoExport;

/// <summary>How export records are read, made at build time.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ExportRecord))]
[JsonSerializable(typeof(IssueRecord))]
internal sealed partial class ExportJson : JsonSerializerContext;
