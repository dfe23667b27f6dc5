using System.Globalization;
using Limn.Annotations.Schemas;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Brushes;

/// <summary>The colours that stand for classes in masks: those of the schema in force, and for deleted classes the last that they had.</summary>
internal sealed class ClassColors(LimnDb db, ProjectId project)
{
    private readonly Dictionary<string, uint> known = [];
    private bool knowsOld;

    /// <summary>Learns the colours of a schema; what is known already stays.</summary>
    public void Learn(CategorySchema schema)
    {
        foreach (var tool in schema.Tools)
        {
            if (Read(tool.Color) is { } color)
            {
                known.TryAdd(tool.SchemaId, color);
            }
        }
    }

    /// <summary>Red, green and blue as the three lowest bytes, red highest; 0 for a class that never had a colour.</summary>
    public async Task<uint> OfAsync(string schemaId, CancellationToken cancellationToken)
    {
        if (!known.ContainsKey(schemaId) && !knowsOld)
        {
            knowsOld = true;
            var old = await db.ProjectSchemas.AsNoTracking().Where(version => version.ProjectId == project).OrderByDescending(version => version.Version)
                .Select(version => version.Schema).ToListAsync(cancellationToken);
            old.ForEach(schema => Learn(CategorySchema.Parse(schema.Utf8)));
        }

        return known.GetValueOrDefault(schemaId);
    }

    public static uint? Read(string color) =>
        color is ['#', _, _, _, _, _, _] && uint.TryParse(color.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
