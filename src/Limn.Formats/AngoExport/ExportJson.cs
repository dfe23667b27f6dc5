using System.Text.Json.Serialization;
using Limn.Annotations.Json;

namespace Limn.Formats.AngoExport;

/// <summary>How export records are read, made at build time.</summary>
[JsonSourceGenerationOptions(MaxDepth = CanonicalJson.MaxDepth * 2, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ExportRecord))]
[JsonSerializable(typeof(IssueRecord))]
internal sealed partial class ExportJson : JsonSerializerContext;
